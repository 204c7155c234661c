package dev.onhand.store.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A channel of 5,000 listings, of which five rest, and one of these shows something else. */
class RestingListingsIT {

  private static final int LISTINGS = 5_000;

  /** Those that rest are looked for, written and counted. */
  private static final int LOOKED_AT_MAX = 20;

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private final TestShop shop = TestShop.open(DATABASE);

  /** Told in a moment, also where the database knows nothing yet of a channel that is new. */
  @Test
  void areFoundWithoutALookAtTheOthers() throws SQLException {
    run(
        """
        insert into channel (seller_id, channel_id, code, name, created_at, updated_at)
        overriding system value values (%1$d, 1, 'c1', 'C', now(), now());
        insert into channel_account (seller_id, channel_id, type, settings, state_since, takes_off, puts_back, quantity_max,
          created_at, updated_at)
        values (%1$d, 1, 'folder', '{}', now(), 'at_order', 'yes', 9, now(), now());
        insert into listing (seller_id, listing_id, channel_id, external_id, title, remote_state, product_id, matched_by,
          desired, shown, shown_from, shown_to, shown_changed_at, created_at, updated_at)
        overriding system value
        select %1$d, n, 1, 'x' || n, 'X', 'active', %2$d, 'hand',
          case n when 2000 then 4 else 5 end, 5, now(), now(), now(), now(), now()
        from generate_series(1, %3$d) as n
        """
            .formatted(shop.seller().value(), shop.product("MUG").value(), LISTINGS));
    assertIsQuick();
    run("analyze listing");
    assertIsQuick();
  }

  private void assertIsQuick() throws SQLException {
    run("update listing set retry_at = now() + interval '1 hour' where listing_id % 1000 = 0");
    JdbcListingWishes wishes = new JdbcListingWishes(shop.transactions());
    long lookedAt =
        shop.transactions()
            .call(
                shop.seller(),
                jdbc -> {
                  long before = lookedAt(jdbc);
                  assertThat(wishes.pushDue(shop.seller(), 1, Instant.now())).isOne();
                  return lookedAt(jdbc) - before;
                });
    assertThat(lookedAt).as("rows looked at").isLessThanOrEqualTo(LOOKED_AT_MAX);
  }

  /** By this session, up to now. */
  private static long lookedAt(JdbcClient jdbc) {
    return jdbc.sql(
            """
            select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables where relname = 'listing'
            """)
        .query(Long.class)
        .single();
  }

  private static void run(String sql) throws SQLException {
    try (Connection connection = DATABASE.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
