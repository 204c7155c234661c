package dev.onhand.store.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.ProductRef;
import dev.onhand.engine.batch.VerificationRecord;
import dev.onhand.engine.batch.VerificationRecords.Filter;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Of a seller whose listings changed thousands of times, what hardly did. */
class SeldomVerificationRecordsIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private TestShop shop;

  @BeforeEach
  void open() throws SQLException {
    shop = TestShop.open(DATABASE);
    shop.location("berlin");
    shop.product("rare");
    shop.product("often");
    try (Connection connection = DATABASE.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          with made as (
            insert into channel (seller_id, channel_id, code, name, created_at, updated_at)
            select %1$d, n, 'c' || n, 'c', now(), now() from generate_series(901, 902) as n
            returning channel_id),
          accounts as (
            insert into channel_account (seller_id, channel_id, type, settings, state_since, takes_off, puts_back, quantity_max,
              created_at, updated_at)
            select %1$d, channel_id, 'x', '{}', now(), 'at_order', 'yes', 9, now(), now() from made),
          listed as (
            insert into listing (seller_id, channel_id, external_id, title, remote_state, shown_from, shown_to, product_id,
              matched_by, matched_at, shown_changed_at, created_at, updated_at)
            select %1$d, m.channel_id, p.sku, p.sku, 'active', now(), now(), p.product_id, 'hand', now(), now(), now(), now()
            from made m cross join product p where p.seller_id = %1$d
            returning listing_id, channel_id, external_id)
          insert into listing_history (seller_id, listing_id, quantity_before, quantity_after, change_type, actor, at)
          select %1$d, l.listing_id, n, n + 1, case when n = 2998 then 'reconciliation' when n %% 2 = 0 then 'manual' else 'api_sync' end,
            case when n = 2997 then 'user:ann' else 'system:channels' end,
            timestamptz '2026-11-01 00:00+00' + make_interval(mins => n)
          from generate_series(1, 3000) as n
          join listed l on l.external_id = 'often' or n in (1, 2, 2999)
          order by n;
          analyze listing, listing_history;
          """
              .formatted(shop.seller().value()));
    }
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Slice<VerificationRecord> list(Filter filter, PageRequest page) {
    return new JdbcVerificationRecords(shop.transactions()).list(shop.seller(), filter, page);
  }

  private static Filter of(String sku, String type, String channel) {
    return new Filter(
        type.isEmpty() ? null : type,
        channel.isEmpty() ? null : channel,
        null,
        ProductRef.sku(sku),
        null,
        null,
        null);
  }

  private static List<Long> entries(Slice<VerificationRecord> slice) {
    return slice.rows().stream().map(VerificationRecord::entry).toList();
  }

  @Test
  void areTheSameAsThoseOfTheWholeListFromEitherEnd() {
    Filter rare = of("rare", "", "");
    List<Long> all = entries(list(rare, PageRequest.first(50)));
    assertThat(all).hasSize(6).isSortedAccordingTo((one, other) -> Long.compare(other, one));

    Slice<VerificationRecord> first = list(rare, PageRequest.first(4));
    assertThat(entries(first)).isEqualTo(all.subList(0, 4));
    assertThat(first.hasMore()).isTrue();
    assertThat(entries(list(rare, new PageRequest(4, all.get(3), null))))
        .isEqualTo(all.subList(4, 6));
    assertThat(entries(list(rare, new PageRequest(4, null, all.get(4)))))
        .isEqualTo(all.subList(0, 4));
    assertThat(list(of("rare", "manual", "c901"), PageRequest.first(9)).rows())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.from()).isEqualTo(2);
              assertThat(Objects.requireNonNull(record.where()).channel()).isEqualTo("c901");
            });
    assertThat(list(of("often", "", ""), PageRequest.first(200)).rows())
        .hasSize(200)
        .allMatch(record -> Objects.requireNonNull(record.sku()).value().equals("often"));
  }

  @Test
  void costNoMoreTheMoreOthersThereAre() {
    assertThat(lookedAt(of("rare", "", ""), 6)).isLessThan(200);
  }

  @Test
  void ofASeldomTypeCostNoMoreEither() {
    assertThat(lookedAt(new Filter("reconciliation", null, null, null, null, null, null), 2))
        .isLessThan(200);
  }

  @Test
  void ofAPersonCostNoMoreEither() {
    assertThat(lookedAt(new Filter(null, null, null, null, "user:ann", null, null), 2))
        .isLessThan(200);
    assertThat(lookedAt(new Filter(null, null, null, null, "user:bob", null, null), 0))
        .isLessThan(200);
  }

  @Test
  void ofATimeCostWhatWasWrittenAroundIt() {
    Instant third = Instant.parse("2026-11-01T00:03:00Z");
    Instant last = Instant.parse("2026-11-03T01:57:00Z");
    assertThat(lookedAt(of(null, third), 8)).isLessThan(1_000);
    assertThat(lookedAt(of(last, null), 10)).isLessThan(1_000);
    assertThat(lookedAt(of(third, third), 0)).isLessThan(1_000);
    assertThat(list(of(null, third), PageRequest.first(50)).rows())
        .allMatch(record -> record.at().isBefore(third));
    assertThat(list(of(last, null), PageRequest.first(50)).rows())
        .noneMatch(record -> record.at().isBefore(last));
  }

  private static Filter of(@Nullable Instant from, @Nullable Instant to) {
    return new Filter(null, null, null, null, null, from, to);
  }

  /** How many rows of the histories it takes to find so many records. */
  private long lookedAt(Filter filter, int records) {
    return shop.transactions()
        .call(
            shop.seller(),
            jdbc -> {
              long before = lookedAt(jdbc);
              assertThat(list(filter, PageRequest.first(50)).rows()).hasSize(records);
              return lookedAt(jdbc) - before;
            });
  }

  private static long lookedAt(JdbcClient jdbc) {
    return jdbc.sql(
            """
            select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables where relname = 'listing_history'
            """)
        .query(Long.class)
        .single();
  }
}
