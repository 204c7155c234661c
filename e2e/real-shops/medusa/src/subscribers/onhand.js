// Calls Onhand, where ONHAND_HOOK and ONHAND_SECRET say so: the subscriber of docs/connectors/medusa.md in JavaScript.
'use strict';
const { createHmac, randomUUID } = require('node:crypto');

exports.default = async function tellOnhand({ event }) {
  if (!process.env.ONHAND_HOOK) return;
  const key = Buffer.from(process.env.ONHAND_SECRET.replace(/^whsec_/, ''), 'base64');
  const id = `msg_${randomUUID()}`;
  const time = Math.floor(Date.now() / 1000).toString();
  const body = JSON.stringify({ id: event.data.order_id ?? event.data.id });
  const signature = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64');
  try {
    await fetch(process.env.ONHAND_HOOK, {
      method: 'POST',
      headers: {
        'content-type': 'application/json', 'x-medusa-event': event.name,
        'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': `v1,${signature}`,
      },
      body,
    });
  } catch (lost) {
    console.error(`Onhand was not told of ${event.name}: ${lost}`);
  }
};

exports.config = {
  event: [
    'order.placed', 'order.updated', 'order.canceled', 'order.completed',
    'order.fulfillment_created', 'order.fulfillment_canceled', 'order.return_received',
  ],
};
