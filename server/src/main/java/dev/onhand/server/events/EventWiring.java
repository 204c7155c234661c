package dev.onhand.server.events;

import dev.onhand.engine.events.EventFeed;
import dev.onhand.engine.webhooks.EventForm;
import dev.onhand.store.database.Database;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.events.JdbcEventFeed;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Puts the feed together. */
@Configuration(proxyBeanMethods = false)
class EventWiring {

  /** Without trying again: that those who commit come first is an answer too. */
  @Bean
  EventFeed eventFeed(Database database) {
    return new JdbcEventFeed(new SellerTransactions(database.app()));
  }

  @Bean
  EventForm eventForm(JsonMapper json) {
    return new EventJson(json);
  }
}
