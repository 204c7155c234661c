package dev.onhand.store.testing;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.ledger.Committer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A seller with products (SKUs {@code SKU-1}, {@code SKU-2}, …) and locations ({@code L1}, {@code
 * L2}, …), whose movements are recorded by the real committer, stepped by hand.
 */
public final class TestSeller {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final TestDatabase database;
  private final SellerId id;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final SellerTransactions transactions;
  private final AtomicInteger keys = new AtomicInteger();

  private TestSeller(TestDatabase database, SellerId id) {
    this.database = database;
    this.id = id;
    this.transactions = new SellerTransactions(database.database().app());
  }

  /** A new seller in a database, with floors of 0. */
  public static TestSeller create(TestDatabase database, int products, int locations) {
    try (Connection connection = database.superuser();
        Statement statement = connection.createStatement()) {
      String code = "seller-" + NUMBER.incrementAndGet();
      long id;
      try (ResultSet row =
          statement.executeQuery(
              """
              insert into seller (code, name, time_zone, created_at)
              values ('%1$s', '%1$s', 'Europe/Paris', now())
              returning seller_id
              """
                  .formatted(code))) {
        row.next();
        id = row.getLong(1);
      }
      statement.execute("insert into seller_head (seller_id) values (" + id + ")");
      statement.execute(
          """
          insert into product (seller_id, sku, sku_folded, name, name_folded, tracking, floor, created_at, updated_at)
          select %d, 'SKU-' || n, 'sku-' || n, 'Product ' || n, 'product ' || n, 'tracked', 0, now(), now()
          from generate_series(1, %d) as n
          order by n
          """
              .formatted(id, products));
      statement.execute(
          """
          insert into location (seller_id, code, name, kind, created_at, updated_at)
          select %d, 'L' || n, 'Location ' || n, 'warehouse', now(), now()
          from generate_series(1, %d) as n
          order by n
          """
              .formatted(id, locations));
      return new TestSeller(database, new SellerId(id));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public SellerId id() {
    return id;
  }

  public SettableClock clock() {
    return clock;
  }

  public SellerTransactions transactions() {
    return transactions;
  }

  public TestDatabase database() {
    return database;
  }

  public ProductId product(int number) {
    return new ProductId(number("select product_id from product where sku = 'SKU-" + number + "'"));
  }

  public LocationId location(int number) {
    return new LocationId(
        number("select location_id from location where code = 'L" + number + "'"));
  }

  /** A movement with a key of its own, caused by an order line of its own. */
  public Command move(Reason reason, long units, int product, int location) {
    String key = "key-" + keys.incrementAndGet();
    Details details = Details.of(new Cause(Cause.Kind.ORDER, "order " + key, "1"), "tester");
    return Command.Move.of(key, "SKU-" + product, reason, units, "L" + location, details);
  }

  /** Records commands, each for itself, in one commit. */
  public List<Outcome> record(List<Command> commands) {
    return submit(CommandList.each(id, commands));
  }

  public Outcome record(Command command) {
    return record(List.of(command)).getFirst();
  }

  /** Decides and commits a list in one transaction. */
  public List<Outcome> submit(CommandList list) {
    Committer committer = Committer.singleThreaded(database.database().app(), List.of(), clock);
    try (committer) {
      CompletableFuture<List<Outcome>> answer = committer.submit(list);
      committer.step();
      return answer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What someone with all rights at the database could do to it, past every guard. */
  public void damage(String... statements) {
    try (Connection connection = database.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("set session_replication_role = replica"); // no trigger, no foreign key
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A number asked for as this seller. */
  public long number(String sql) {
    return transactions.call(id, jdbc -> jdbc.sql(sql).query(Long.class).single());
  }

  /** The rows of a query as text, asked for as this seller. */
  public List<String> rows(String sql) {
    return transactions.call(
        id,
        jdbc ->
            jdbc.sql(sql)
                .query(
                    (row, index) -> {
                      List<String> columns = new ArrayList<>();
                      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        columns.add(row.getString(i));
                      }
                      return String.join("|", columns);
                    })
                .list());
  }
}
