// A Vendure shop as its developer would start it: the core alone, in a SQLite file, on loopback.
// PORT is where it listens. With ONHAND_HOOK and ONHAND_SECRET it calls Onhand, by the plugin of
// docs/connectors/vendure.md; what that says in TypeScript is said here without decorators.
'use strict';
const { createHmac, randomUUID } = require('node:crypto');
const {
  bootstrap, DefaultLogger, dummyPaymentHandler, EventBus, LogLevel, OrderPlacedEvent, OrderStateTransitionEvent,
  PluginCommonModule, VendurePlugin,
} = require('@vendure/core');

class OnhandPlugin {
  constructor(bus) {
    this.bus = bus;
  }

  onApplicationBootstrap() {
    for (const type of [OrderPlacedEvent, OrderStateTransitionEvent]) {
      this.bus.ofType(type).subscribe(event => this.tell(type.name, String(event.order.id)));
    }
  }

  async tell(event, order) {
    const key = Buffer.from(process.env.ONHAND_SECRET.replace(/^whsec_/, ''), 'base64');
    const id = `msg_${randomUUID()}`;
    const time = Math.floor(Date.now() / 1000).toString();
    const body = JSON.stringify({ id: order });
    const signature = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64');
    try {
      await fetch(process.env.ONHAND_HOOK, {
        method: 'POST',
        headers: {
          'content-type': 'application/json', 'x-vendure-event': event,
          'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': `v1,${signature}`,
        },
        body,
      });
    } catch (lost) {
      console.error(`Onhand was not told of ${event} ${order}: ${lost}`);
    }
  }
}
Reflect.defineMetadata('design:paramtypes', [EventBus], OnhandPlugin);
VendurePlugin({ imports: [PluginCommonModule] })(OnhandPlugin);

bootstrap({
  apiOptions: { hostname: '127.0.0.1', port: Number(process.env.PORT), adminApiPath: 'admin-api', shopApiPath: 'shop-api' },
  authOptions: {
    tokenMethod: ['bearer', 'api-key'],
    superadminCredentials: { identifier: 'superadmin', password: process.env.ADMIN_PASSWORD },
    cookieOptions: { secret: randomUUID() },
  },
  dbConnectionOptions: { type: 'sqljs', location: 'shop.sqlite', autoSave: true, synchronize: true },
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  logger: new DefaultLogger({ level: LogLevel.Info }),
  plugins: process.env.ONHAND_HOOK ? [OnhandPlugin] : [],
}).catch(failure => {
  console.error(failure);
  process.exit(1);
});
