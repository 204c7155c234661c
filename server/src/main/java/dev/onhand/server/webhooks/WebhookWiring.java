package dev.onhand.server.webhooks;

import dev.onhand.connector.http.AddressRules;
import dev.onhand.connector.http.WebhookCalls;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.alerts.Alerts;
import dev.onhand.engine.events.EventFeed;
import dev.onhand.engine.webhooks.Deliveries;
import dev.onhand.engine.webhooks.DeliveryWorker;
import dev.onhand.engine.webhooks.EventForm;
import dev.onhand.engine.webhooks.Webhooks;
import dev.onhand.server.leases.Node;
import dev.onhand.server.settings.ServerSettings;
import dev.onhand.server.web.NanoTime;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.leases.Leases;
import dev.onhand.store.secrets.SecretBox;
import dev.onhand.store.webhooks.JdbcDeliveries;
import dev.onhand.store.webhooks.JdbcWebhooks;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Puts webhooks together. */
@Configuration(proxyBeanMethods = false)
class WebhookWiring {

  @Bean
  Webhooks webhooks(SellerTransactions transactions, SecretBox box) {
    return new JdbcWebhooks(transactions, box, Leases.byDatabase());
  }

  @Bean
  Deliveries webhookDeliveries(SellerTransactions transactions) {
    return new JdbcDeliveries(transactions);
  }

  @Bean(destroyMethod = "close")
  WebhookCalls webhookCalls(ServerSettings settings, InstantSource clock) {
    return new WebhookCalls(new AddressRules(settings.allowedNetworks()), clock);
  }

  @Bean
  DeliveryWorker deliveryWorker(
      Webhooks webhooks,
      Deliveries deliveries,
      EventFeed feed,
      EventForm form,
      WebhookCalls calls,
      Alerts alerts,
      MeterRegistry registry,
      RandomGenerator random,
      InstantSource clock) {
    return new DeliveryWorker(
        webhooks,
        deliveries,
        feed,
        form,
        calls,
        alerts,
        new DeliveryCount(registry),
        random,
        clock);
  }

  @Bean
  OutgoingWebhooks outgoingWebhooks(
      Webhooks webhooks,
      Deliveries deliveries,
      WebhookCalls calls,
      EventFeed feed,
      DeliveryWorker worker,
      WebhookLoop loop,
      JsonMapper json,
      RandomGenerator random,
      InstantSource clock) {
    return new OutgoingWebhooks(
        webhooks, deliveries, calls, feed, worker, loop, json, random, clock);
  }

  @Bean
  WebhookQueues webhookQueues(Webhooks webhooks, Deliveries deliveries) {
    return new WebhookQueues(webhooks, deliveries);
  }

  @Bean(destroyMethod = "close")
  WebhookLoop webhookLoop(
      Sellers sellers, Webhooks webhooks, DeliveryWorker worker, NanoTime nanoTime, Node node) {
    WebhookLoop loop = new WebhookLoop(sellers, webhooks, worker, node, nanoTime);
    loop.start();
    return loop;
  }
}
