package dev.onhand.connectors.pages;

import dev.onhand.connector.Cause;
import dev.onhand.connector.ConfirmsPushes;
import dev.onhand.connector.Connector;
import dev.onhand.connector.ConnectorFactory;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Deferred;
import dev.onhand.connector.PushOutcome.Unconfirmed;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.Settings;
import dev.onhand.connector.http.CallRecord;
import dev.onhand.connectors.contracts.Bench;
import dev.onhand.sandbox.Marketplace;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A connector and the simulated marketplace that it is run against.
 *
 * @param note what is not as a person leaves it; may be empty
 */
record Trial(
    ConnectorFactory factory,
    Marketplace marketplace,
    String note,
    Function<URI, Map<String, String>> settings) {

  /** For a channel to work on what it took in. */
  private static final Duration WORK = Duration.ofMinutes(1);

  private static final int WAITS_MAX = 10_000;

  /** A call to a connector. */
  @FunctionalInterface
  private interface Verb<T> {
    T call() throws InterruptedException;
  }

  /** How many listings a push tells of at most. */
  int perPush() {
    Map<String, String> given = settings.apply(URI.create("https://shop.example"));
    return factory.perPush(Settings.of(factory.descriptor().settings(), given));
  }

  /** The calls to tell so many listings another number, each once. */
  List<CallRecord> pushing(int listings) throws InterruptedException {
    try (Bench bench = bench(listings)) {
      Connector connector = open(bench);
      List<QuantityUpdate> updates = new ArrayList<>();
      for (RemoteListing listing : listings(bench, connector)) {
        updates.add(
            new QuantityUpdate(listing.ref(), 7, listing.quantity(), "attempt-" + updates.size()));
      }
      int before = bench.records().size();
      int batch = perPush();
      for (int from = 0; from < updates.size(); from += batch) {
        push(bench, connector, updates.subList(from, Math.min(updates.size(), from + batch)));
      }
      return List.copyOf(bench.records().subList(before, bench.records().size()));
    }
  }

  /** The calls to read so many listings. */
  List<CallRecord> reading(int listings) throws InterruptedException {
    try (Bench bench = bench(listings)) {
      List<RemoteListing> all = listings(bench, open(bench));
      if (all.size() != listings) {
        throw new AssertionError(
            "%s: %d of %d".formatted(factory.descriptor().title(), all.size(), listings));
      }
      return List.copyOf(bench.records());
    }
  }

  private Bench bench(int listings) {
    Bench bench = new Bench(factory, marketplace);
    bench.account().limits().turnOff();
    for (int i = 0; i < listings; i++) {
      bench.list("SKU-%06d".formatted(i), 5);
    }
    return bench;
  }

  private Connector open(Bench bench) {
    return bench.open(settings.apply(bench.account().base()));
  }

  private static List<RemoteListing> listings(Bench bench, Connector connector)
      throws InterruptedException {
    List<RemoteListing> all = new ArrayList<>();
    for (Cursor at = Cursor.START; at != null; ) {
      Cursor from = at;
      ListingPage page = patiently(bench, () -> connector.listings(from));
      all.addAll(page.listings());
      at = page.next();
    }
    return all;
  }

  private static void push(Bench bench, Connector connector, List<QuantityUpdate> updates)
      throws InterruptedException {
    List<QuantityUpdate> rest = updates;
    for (int waits = 0; !rest.isEmpty(); waits++) {
      requireEnd(waits);
      List<QuantityUpdate> sent = rest;
      List<PushOutcome> outcomes = patiently(bench, () -> connector.push(sent));
      rest = new ArrayList<>();
      Map<String, List<QuantityUpdate>> asked = new HashMap<>();
      for (int i = 0; i < outcomes.size(); i++) {
        switch (outcomes.get(i)) {
          case Deferred deferred -> {
            bench.advance(deferred.waitAtLeast());
            rest.add(sent.get(i));
          }
          case Unconfirmed unknown ->
              asked
                  .computeIfAbsent(String.valueOf(unknown.requestId()), _ -> new ArrayList<>())
                  .add(sent.get(i));
          case PushOutcome.Applied applied -> {}
          case PushOutcome.Refused refused -> throw new AssertionError(refused.toString());
        }
      }
      confirm(bench, connector, asked);
    }
  }

  private static void confirm(
      Bench bench, Connector connector, Map<String, List<QuantityUpdate>> asked)
      throws InterruptedException {
    for (Map.Entry<String, List<QuantityUpdate>> request : asked.entrySet()) {
      ConfirmsPushes confirms = (ConfirmsPushes) connector;
      bench.advance(WORK);
      for (int waits = 0;
          patiently(bench, () -> confirms.confirm(request.getKey(), request.getValue())).stream()
              .anyMatch(Unconfirmed.class::isInstance);
          waits++) {
        requireEnd(waits);
        bench.advance(WORK);
      }
    }
  }

  /** Where the channel's limits allow it later, lets that time go by. */
  private static <T> T patiently(Bench bench, Verb<T> verb) throws InterruptedException {
    for (int waits = 0; ; waits++) {
      requireEnd(waits);
      try {
        return verb.call();
      } catch (DeferredException e) {
        if (e.why() != Cause.THROTTLED) {
          throw e;
        }
        bench.advance(e.waitAtLeast());
      }
    }
  }

  private static void requireEnd(int waits) {
    if (waits > WAITS_MAX) {
      throw new AssertionError("it does not come to an end");
    }
  }
}
