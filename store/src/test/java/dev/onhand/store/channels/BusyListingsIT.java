package dev.onhand.store.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.PushOutcome;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.channels.Lease;
import dev.onhand.engine.channels.Push;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.testing.Eventually;
import dev.onhand.store.testing.RoundTrips;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two channels that sell the same goods, and are told at once. */
class BusyListingsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int GOODS = 40;
  private static final Lease LEASE = new Lease(0);

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private final TestShop shop = TestShop.open(DATABASE);
  private final long seller = shop.seller().value();
  private final List<ProductId> products =
      java.util.stream.IntStream.range(0, GOODS).mapToObj(n -> shop.product("MUG-" + n)).toList();

  /** Of each product a listing in the first channel, and one in the second. */
  @BeforeEach
  void open() throws SQLException {
    shop.location("MAIN");
    for (int n = 0; n < GOODS; n++) {
      shop.record(shop.move("MUG-" + n, Reason.PURCHASE, 5, "MAIN"));
    }
    run(
        """
        insert into channel (seller_id, channel_id, code, name, created_at, updated_at)
        overriding system value
        select %1$d, n, 'c' || n, 'C', now(), now() from generate_series(1, 2) as n;
        insert into channel_account (seller_id, channel_id, type, settings, state_since, takes_off, puts_back, quantity_max,
          created_at, updated_at)
        select %1$d, n, 'folder', '{}', now(), 'at_order', 'yes', 99, now(), now() from generate_series(1, 2) as n;
        insert into listing (seller_id, channel_id, external_id, title, remote_state, product_id, matched_by, shown_from, shown_to,
          shown_changed_at, created_at, updated_at)
        select %1$d, c, 'x' || p.product_id, 'X', 'active', p.product_id, 'hand', now(), now(), now(), now(), now()
        from generate_series(1, 2) as c
        cross join product p
        where p.seller_id = %1$d
        """
            .formatted(seller));
  }

  @Test
  void whoComputesDoesNotHaveOneChannelWaitForAnother() throws Exception {
    JdbcListings listings = new JdbcListings(shop.transactions());
    CompletableFuture<Set<Long>> computed;
    try (Connection connection = DATABASE.superuser();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("select from listing where channel_id = 1 for no key update");
      computed =
          CompletableFuture.supplyAsync(
              () -> listings.refresh(shop.seller(), products, shop.clock().instant()));
      Eventually.within(
          PATIENCE, "the second channel's are computed, and free", () -> desired(2) == GOODS);
      run(
          "begin; set local lock_timeout = 1; select from listing where channel_id = 2 for update; end");
      assertThat(computed).isNotDone();
      assertThat(desired(1)).isZero();
      connection.commit();
    }
    assertThat(TestShop.wait(computed)).containsExactlyInAnyOrder(1L, 2L);
    assertThat(desired(1)).isEqualTo(GOODS);
  }

  /** While an answer is written its listings are locked: each round trip more is waited for. */
  @Test
  void manyAnswersAreWrittenWithAsManyStatementsAsOne() throws SQLException {
    RoundTrips trips = new RoundTrips();
    JdbcListings listings =
        new JdbcListings(new SellerTransactions(trips.counting(DATABASE.database().app())));
    Instant now = shop.clock().instant();
    listings.refresh(shop.seller(), products, now);

    int one = answered(listings, trips, listings.take(shop.seller(), 1, LEASE, 1, now));
    int many = answered(listings, trips, listings.take(shop.seller(), 1, LEASE, GOODS, now));

    assertThat(many).isEqualTo(one);
    assertThat(count("shown = 5 and attempt_id is null and channel_id = 1")).isEqualTo(GOODS);
  }

  private int answered(JdbcListings listings, RoundTrips trips, List<Push> pushes) {
    Instant now = shop.clock().instant();
    int before = trips.count();
    listings.answered(
        shop.seller(),
        1,
        LEASE,
        pushes.stream()
            .map(
                push ->
                    new Push.Answered(
                        push, new PushOutcome.Applied(5), Push.KnownBy.ANSWER, now, now))
            .toList());
    return trips.count() - before;
  }

  private int desired(long channel) throws SQLException {
    return count("desired = 5 and channel_id = " + channel);
  }

  private int count(String condition) throws SQLException {
    try (Connection connection = DATABASE.superuser();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select count(*) from listing where seller_id = " + seller + " and " + condition)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static void run(String sql) throws SQLException {
    try (Connection connection = DATABASE.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
