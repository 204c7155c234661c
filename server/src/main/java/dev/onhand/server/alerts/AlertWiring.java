package dev.onhand.server.alerts;

import dev.onhand.connector.http.HttpTransport;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.alerts.AlertDelivery;
import dev.onhand.engine.alerts.AlertMessages;
import dev.onhand.engine.alerts.AlertRules;
import dev.onhand.engine.alerts.AlertTargets;
import dev.onhand.engine.alerts.AlertWatch;
import dev.onhand.engine.alerts.Alerts;
import dev.onhand.engine.alerts.Courier;
import dev.onhand.engine.catalogue.Locations;
import dev.onhand.engine.catalogue.Products;
import dev.onhand.engine.orders.Channels;
import dev.onhand.server.movements.ChangedProducts;
import dev.onhand.server.settings.ServerSettings;
import dev.onhand.store.alerts.JdbcAlertMessages;
import dev.onhand.store.alerts.JdbcAlertRules;
import dev.onhand.store.alerts.JdbcAlertTargets;
import dev.onhand.store.alerts.JdbcAlertWatch;
import dev.onhand.store.alerts.JdbcAlerts;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.secrets.SecretBox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts alerts together. */
@Configuration(proxyBeanMethods = false)
class AlertWiring {

  @Bean
  Alerts alerts(SellerTransactions transactions, InstantSource clock) {
    return new JdbcAlerts(transactions, clock);
  }

  @Bean
  AlertRules alertRules(SellerTransactions transactions) {
    return new JdbcAlertRules(transactions);
  }

  @Bean
  AlertWatch alertWatch(SellerTransactions transactions, InstantSource clock) {
    return new JdbcAlertWatch(transactions, clock);
  }

  @Bean
  AlertTargets alertTargets(SellerTransactions transactions, SecretBox box) {
    return new JdbcAlertTargets(transactions, box);
  }

  @Bean
  AlertMessages alertMessages(SellerTransactions transactions) {
    return new JdbcAlertMessages(transactions);
  }

  @Bean
  Courier alertCourier(ServerSettings settings, HttpTransport transport, InstantSource clock) {
    MailCourier mail = new MailCourier(settings.mail(), clock);
    ChatCourier chat = new ChatCourier(transport, clock);
    return (target, address, text, id) -> {
      switch (target.data().kind()) {
        case EMAIL -> mail.bring(address, text, id);
        case SLACK -> chat.bring(address, text);
      }
    };
  }

  @Bean
  AlertDelivery alertDelivery(
      AlertMessages messages,
      AlertTargets targets,
      Alerts alerts,
      Sellers sellers,
      Courier courier,
      MeterRegistry registry,
      InstantSource clock) {
    return new AlertDelivery(
        messages, targets, alerts, sellers, courier, new AlertMetrics(registry), clock);
  }

  @Bean
  RuleDesk ruleDesk(
      AlertRules rules,
      AlertWatch watch,
      Products products,
      Locations locations,
      Channels channels,
      InstantSource clock) {
    return new RuleDesk(rules, watch, products, locations, channels, clock);
  }

  @Bean
  TargetDesk targetDesk(
      AlertTargets targets,
      Alerts alerts,
      AlertDelivery delivery,
      ServerSettings settings,
      InstantSource clock) {
    boolean allowsHttp = !settings.allowedNetworks().isEmpty();
    return new TargetDesk(targets, alerts, delivery, new TargetAddresses(allowsHttp), clock);
  }

  @Bean
  AlertRounds alertRounds(
      Sellers sellers,
      AlertWatch watch,
      AlertDelivery delivery,
      AlertMessages messages,
      InstantSource clock) {
    return new AlertRounds(sellers, watch, delivery, messages, clock);
  }

  /** A bean of its own, which the ledger is made with. */
  @Bean
  ChangedProducts stockToWatch() {
    return new ChangedProducts();
  }

  @Bean(destroyMethod = "close")
  StockAlertLoop stockAlertLoop(ChangedProducts stockToWatch, AlertWatch watch) {
    StockAlertLoop loop = new StockAlertLoop(stockToWatch, watch);
    loop.start();
    return loop;
  }
}
