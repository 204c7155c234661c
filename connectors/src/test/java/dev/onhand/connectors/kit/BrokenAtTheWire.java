package dev.onhand.connectors.kit;

import static dev.onhand.connectors.kit.Broken.of;
import static dev.onhand.connectors.kit.Broken.slow;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Connector;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.Settings;
import dev.onhand.connector.UnconfirmedException;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.Purpose;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Connectors that are wrong about answers that are lost, cut or in pages. */
final class BrokenAtTheWire {

  private BrokenAtTheWire() {}

  static List<Broken> all() {
    List<Broken> all = new ArrayList<>();
    all.addAll(losing());
    all.addAll(paging());
    all.addAll(misreading());
    all.addAll(rest());
    return all;
  }

  private static List<Broken> losing() {
    return List.of(
        of(
            "LostReplyRules.isUnconfirmed",
            (good, s, h) ->
                new Changed(good)
                    .push(
                        (updates, send) -> {
                          try {
                            return send.call();
                          } catch (UnconfirmedException e) {
                            send.call();
                            throw e;
                          }
                        })),
        of("LostReplyRules.canBeRead", (good, s, h) -> new Remembers(good)));
  }

  private static List<Broken> paging() {
    return List.of(
        slow(
            "PagingRules.readsAllListings",
            (good, s, h) ->
                new Changed(good)
                    .listings(
                        read -> {
                          ListingPage page = read.call();
                          return new ListingPage(
                              page.listings().stream()
                                  .filter(it -> !"SKU-300".equals(it.ref().sku()))
                                  .toList(),
                              page.next());
                        })),
        slow("PagingRules.endsWhileListingsShift", (good, s, h) -> new StartsOver(good)),
        of(
            "PagingRules.findsNothing",
            (good, s, h) ->
                new Changed(good)
                    .listings(
                        read -> {
                          ListingPage page = read.call();
                          if (page.listings().isEmpty()) {
                            throw new IllegalStateException("no listings");
                          }
                          return page;
                        })),
        slow(
            "PagingRules.missesNoOrderThatShifts",
            (good, s, h) ->
                new Changed(good).orders((since, read) -> withoutWayBack(read.of(since)))));
  }

  private static List<Broken> misreading() {
    return List.of(
        slow(
            "MalformedReplyRules.concludesNothing",
            (good, s, h) ->
                new Changed(good)
                    .push(
                        (updates, send) -> {
                          try {
                            return send.call();
                          } catch (UnconfirmedException e) {
                            if (String.valueOf(e.getMessage()).contains("HTTP 200")) {
                              return List.of(new Applied(updates.getFirst().quantity()));
                            }
                            throw e;
                          }
                        })),
        of(
            "MalformedReplyRules.takesForNothing",
            (good, s, h) ->
                new Changed(good)
                    .listings(
                        read ->
                            Changed.unless(
                                Cause.UNREADABLE, read, new ListingPage(List.of(), null)))),
        of("MalformedReplyRules.skipsUnknownFields", MindsFields::new));
  }

  private static List<Broken> rest() {
    return List.of(
        of(
            "CancellationRules.endsPush",
            (good, s, h) ->
                new Changed(good)
                    .push(
                        (updates, send) -> {
                          try {
                            return send.call();
                          } catch (InterruptedException e) {
                            throw new UnconfirmedException("interrupted");
                          }
                        })),
        of(
            "CancellationRules.endsReads",
            (good, s, h) ->
                new Changed(good)
                    .orders(
                        (since, read) -> {
                          try {
                            return read.of(since);
                          } catch (InterruptedException e) {
                            throw new DeferredException(
                                Cause.UNAVAILABLE, Duration.ZERO, "interrupted");
                          }
                        })),
        of("SecretRules.showsNone", (good, s, h) -> new Changed(good).says(s.text("token"))),
        new Broken(
            "LimitRules.pushesWithinLimits",
            true,
            new WrappedFactory(
                good -> Changed.faster(good, "changed listings"), WrappedFactory.NOTHING)),
        new Broken(
            "LimitRules.asksWithinLimits",
            true,
            new WrappedFactory(good -> Changed.faster(good, "calls"), WrappedFactory.NOTHING)));
  }

  private static OrderPage withoutWayBack(OrderPage page) {
    Cursor next = page.next();
    return new OrderPage(page.orders(), next == null || next.value().startsWith("-") ? null : next);
  }

  /** Shows what it believes after a push whose answer was lost, and not what is so. */
  private static final class Remembers extends Wrapped {

    private @Nullable QuantityUpdate lost;

    Remembers(Connector good) {
      super(good);
    }

    @Override
    public List<PushOutcome> push(List<QuantityUpdate> updates) throws InterruptedException {
      try {
        return super.push(updates);
      } catch (UnconfirmedException e) {
        lost = updates.getFirst();
        throw e;
      }
    }

    @Override
    public ListingPage listings(Cursor from) throws InterruptedException {
      ListingPage page = super.listings(from);
      return lost == null
          ? page
          : new ListingPage(
              page.listings().stream().map(it -> Changed.counted(it, it.title(), 7L)).toList(),
              page.next());
    }
  }

  /** Begins from the start when it meets a listing again. */
  private static final class StartsOver extends Wrapped {

    private final Set<ListingRef> met = new HashSet<>();

    StartsOver(Connector good) {
      super(good);
    }

    @Override
    public ListingPage listings(Cursor from) throws InterruptedException {
      ListingPage page = super.listings(from);
      if (from.isStart()) {
        met.clear();
      }
      boolean isNew = page.listings().stream().map(RemoteListing::ref).allMatch(met::add);
      return isNew ? page : new ListingPage(page.listings(), new Cursor("1"));
    }
  }

  /** Fails on a field that it does not know. */
  private static final class MindsFields extends Wrapped {

    private final ConnectorHttp http;

    MindsFields(Connector good, Settings settings, ConnectorHttp http) {
      super(good);
      this.http =
          http.at(settings.url("address"))
              .with("Authorization", "Basic " + settings.text("token"))
              .with("User-Agent", "BM-Phones-Onhand;stock@phones.example");
    }

    @Override
    public Optional<RemoteListing> listing(ListingRef ref) throws InterruptedException {
      Optional<RemoteListing> listing = super.listing(ref);
      String raw =
          http.send(HttpCall.get("/ws/listings?page=1", Purpose.LISTINGS_READ, "listing calls"))
              .text();
      if (raw.contains("added_next_year")) {
        throw new IllegalStateException("a field that nobody knows");
      }
      return listing;
    }
  }
}
