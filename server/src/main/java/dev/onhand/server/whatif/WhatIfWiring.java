package dev.onhand.server.whatif;

import dev.onhand.engine.buffers.BufferTuner;
import dev.onhand.engine.catalogue.Locations;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.Connectors;
import dev.onhand.engine.channels.ListingRules;
import dev.onhand.engine.channels.Listings;
import dev.onhand.engine.orders.Channels;
import dev.onhand.engine.whatif.Past;
import dev.onhand.engine.whatif.WhatIf;
import dev.onhand.store.channels.JdbcBuffers;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.whatif.JdbcPast;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts replays together. */
@Configuration(proxyBeanMethods = false)
class WhatIfWiring {

  @Bean
  Past past(SellerTransactions transactions) {
    return new JdbcPast(transactions);
  }

  @Bean
  WhatIf whatIf(
      Past past,
      Channels channels,
      Accounts accounts,
      Connectors connectors,
      ListingRules rules,
      Locations locations) {
    return new WhatIf(past, channels, accounts, connectors, rules, locations);
  }

  @Bean
  BufferTuner bufferTuner(
      SellerTransactions transactions,
      Past past,
      WhatIf whatIf,
      Listings listings,
      InstantSource clock) {
    return new BufferTuner(new JdbcBuffers(transactions), past, whatIf, listings, clock);
  }

  @Bean
  TuneWork tuneWork(Accounts accounts, BufferTuner tuner) {
    return new TuneWork(accounts, tuner);
  }
}
