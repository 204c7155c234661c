package dev.onhand.store.testing;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked.Tracking;
import dev.onhand.engine.access.NewSeller;
import dev.onhand.engine.catalogue.LocationData;
import dev.onhand.engine.catalogue.ProductData;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.model.Quantity;
import dev.onhand.model.Sku;
import dev.onhand.store.access.JdbcSellers;
import dev.onhand.store.catalogue.JdbcLocations;
import dev.onhand.store.catalogue.JdbcProducts;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.ledger.Committer;
import dev.onhand.store.ledger.CommitterSettings;
import dev.onhand.store.ledger.RowKeeper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A seller of its own in a {@link TestDatabase}, with a ledger and a clock that stands still. */
public final class TestShop implements AutoCloseable {

  private static final AtomicInteger SHOPS = new AtomicInteger();

  private volatile Instant now = Instant.parse("2026-11-21T09:00:00Z");
  private final InstantSource clock = () -> now;
  private final SellerTransactions transactions;
  private final Committer committer;
  private final SellerId seller;
  private final AtomicInteger keys = new AtomicInteger();
  private final Set<ProductId> changed = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean isRecorded = new AtomicBoolean();

  private TestShop(TestDatabase database, List<RowKeeper> keepers, int lanes) {
    this.transactions = new SellerTransactions(database.database().app());
    this.committer =
        Committer.start(
            database.database().app(),
            new CommitterSettings(lanes, 2_048, 60_000),
            keepers,
            this::committed,
            clock);
    this.seller =
        new JdbcSellers(database.database().platform())
            .create(new NewSeller("shop-" + SHOPS.incrementAndGet(), "Shop", ZoneOffset.UTC, now))
            .orElseThrow()
            .id();
  }

  /** A new seller. */
  public static TestShop open(TestDatabase database, RowKeeper... keepers) {
    return new TestShop(database, List.of(keepers), 1);
  }

  /** A new seller whose ledger commits side by side with itself. */
  public static TestShop openWithLanes(TestDatabase database, int lanes, RowKeeper... keepers) {
    return new TestShop(database, List.of(keepers), lanes);
  }

  public SellerId seller() {
    return seller;
  }

  public SellerTransactions transactions() {
    return transactions;
  }

  public Committer ledger() {
    return committer;
  }

  public InstantSource clock() {
    return clock;
  }

  private void committed(SellerId of, List<Movement> recorded) {
    recorded.forEach(movement -> changed.add(movement.product()));
    isRecorded.set(true);
  }

  /** Whether movements were recorded since this was asked last. */
  public boolean takeRecorded() {
    return isRecorded.getAndSet(false);
  }

  /** Products of which movements were recorded since this was asked last. */
  public Set<ProductId> takeChanged() {
    Set<ProductId> taken = Set.copyOf(changed);
    changed.removeAll(taken);
    return taken;
  }

  /** Lets time pass. */
  public void pass(Duration time) {
    now = now.plus(time);
  }

  /** A tracked product with floor 0. */
  public ProductId product(String sku) {
    return product(new ProductData(new Sku(sku), null, "Name of " + sku, Tracking.TRACKED, 0L));
  }

  public ProductId product(ProductData data) {
    return ((Saving.Saved<dev.onhand.engine.catalogue.Product>)
            new JdbcProducts(transactions).create(seller, data, now))
        .row()
        .id();
  }

  /** A warehouse. */
  public LocationId location(String code) {
    LocationData data =
        new LocationData(code, code, LocationData.Kind.WAREHOUSE, true, 100, null, null);
    return ((Saving.Saved<dev.onhand.engine.catalogue.Location>)
            new JdbcLocations(transactions).create(seller, data, now))
        .row()
        .id();
  }

  /** A usual movement, by the first part of the system, under a new key. */
  public Command.Move move(String sku, Reason reason, long units, String location) {
    return move(sku, reason, units, location, Details.of(Cause.of(Cause.Kind.SYSTEM), "tester"));
  }

  public Command.Move move(
      String sku, Reason reason, long units, String location, Details details) {
    return Command.Move.of("key-" + keys.incrementAndGet(), sku, reason, units, location, details);
  }

  /** A movement in which nothing is refused. */
  public Command.Move fact(String sku, Reason reason, long units, String location) {
    return new Command.Move(
        new MovementKey("key-" + keys.incrementAndGet()),
        ProductRef.sku(sku),
        reason,
        Quantity.of(units),
        LocationRef.code(location),
        null,
        null,
        Command.Mode.FACT,
        null,
        Details.of(Cause.of(Cause.Kind.SYSTEM), "tester"));
  }

  /** Records movements that must not be refused. */
  public List<Movement> record(Command... commands) {
    return submit(CommandList.each(seller, List.of(commands))).stream()
        .map(outcome -> ((Outcome.Recorded) outcome).movement())
        .toList();
  }

  /** Hands a list in and waits for its outcomes. */
  public List<Outcome> submit(CommandList list) {
    return wait(committer.submit(list));
  }

  /** Waits for an answer, for a while. */
  public static <T> T wait(java.util.concurrent.CompletableFuture<T> answer) {
    try {
      return answer.orTimeout(30, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  @Override
  public void close() {
    committer.close();
  }
}
