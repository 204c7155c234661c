package dev.onhand.store.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.engine.channels.Listing;
import dev.onhand.engine.channels.ListingFilter;
import dev.onhand.engine.channels.ListingFilter.Only;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Two channels of 2,000 listings each, the second after the first, of which one of 100 is of no
 * product.
 */
class ListingPagesIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private static final int EACH = 2_000;
  private static final int PAGE = 20;

  /**
   * A page may look at its rows, at as many again, and at the one that tells whether there is more.
   */
  private static final int LOOKED_AT_MAX = 3 * (PAGE + 1);

  private static TestShop shop;
  private static ProductId product;

  @BeforeAll
  static void fill() throws SQLException {
    shop = TestShop.open(DATABASE);
    product = shop.product("MUG");
    ProductId other = shop.product("TEA");
    try (Connection connection = DATABASE.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into channel (seller_id, channel_id, code, name, created_at, updated_at)
          overriding system value select %1$d, c, 'c' || c, 'C', now(), now() from generate_series(1, 2) as c;
          insert into channel_account (seller_id, channel_id, type, settings, state_since, takes_off, puts_back, quantity_max,
            created_at, updated_at)
          select %1$d, c, 'folder', '{}', now(), 'at_order', 'yes', 9, now(), now() from generate_series(1, 2) as c;
          insert into listing (seller_id, listing_id, channel_id, external_id, title, remote_state, product_id, matched_by,
            shown_from, shown_to, shown_changed_at, created_at, updated_at)
          overriding system value
          select %1$d, n, 1 + (n - 1) / %4$d, 'x' || n, 'X', 'active',
            case when n %% 100 > 0 then case when n %% 1000 = 1 then %2$d else %3$d end end,
            case when n %% 100 > 0 then 'hand' end, now(), now(), now(), now(), now()
          from generate_series(1, 2 * %4$d) as n;
          analyze listing;
          """
              .formatted(shop.seller().value(), product.value(), other.value(), EACH));
    }
  }

  private static List<Long> ids(Slice<Listing> page) {
    return page.rows().stream().map(Listing::id).toList();
  }

  /** The page, of which no more was looked at than is shown. */
  private static Slice<Listing> page(ListingFilter filter, Long after, Long until) {
    return shop.transactions()
        .call(
            shop.seller(),
            jdbc -> {
              long before = lookedAt(jdbc);
              Slice<Listing> found =
                  ListingRows.list(
                      jdbc, shop.seller(), filter, new PageRequest(PAGE, after, until));
              assertThat(lookedAt(jdbc) - before)
                  .as("rows looked at")
                  .isLessThanOrEqualTo(LOOKED_AT_MAX);
              return found;
            });
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

  private static List<Long> range(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  @Test
  void showsAllInTheirOrderFromWhereverItIsAsked() {
    ListingFilter all = new ListingFilter(null, null, null);
    assertThat(ids(page(all, null, null))).isEqualTo(range(1, 20));
    assertThat(ids(page(all, 3_000L, null))).isEqualTo(range(3_001, 3_020));
    Slice<Listing> before = page(all, null, 3_000L);
    assertThat(ids(before)).isEqualTo(range(2_980, 2_999));
    assertThat(before.hasMore()).isTrue();
    assertThat(page(all, 3_980L, null).hasMore()).isFalse();
  }

  @Test
  void showsThoseOfAChannelThoughItsFirstIsBehindAllOfAnother() {
    ListingFilter second = new ListingFilter("c2", null, null);
    assertThat(ids(page(second, null, null))).isEqualTo(range(2_001, 2_020));
    assertThat(ids(page(second, null, 2_005L))).isEqualTo(range(2_001, 2_004));
    assertThat(ids(page(new ListingFilter("none", null, null), null, null))).isEmpty();
  }

  @Test
  void showsThoseOfAProductAndThoseOfNone() {
    assertThat(ids(page(new ListingFilter(null, product, null), null, null)))
        .containsExactly(1L, 1_001L, 2_001L, 3_001L);
    assertThat(ids(page(new ListingFilter("c2", product, null), null, null)))
        .containsExactly(2_001L, 3_001L);
    assertThat(ids(page(new ListingFilter("c2", null, Only.UNMATCHED), 3_000L, null)))
        .startsWith(3_100L, 3_200L)
        .hasSize(10);
    assertThat(ids(page(new ListingFilter(null, null, Only.REFUSED), null, null))).isEmpty();
    assertThat(ids(page(new ListingFilter(null, null, Only.DUE), null, null))).isEmpty();
    assertThat(ids(page(new ListingFilter(null, null, Only.OVER), null, null))).isEmpty();
    assertThat(ids(page(new ListingFilter(null, null, Only.UNKNOWN), null, null))).isEmpty();
    assertThat(ids(page(new ListingFilter(null, product, Only.OVER), null, null))).isEmpty();
    assertThat(ids(page(new ListingFilter(null, product, Only.UNKNOWN), null, null))).isEmpty();
  }
}
