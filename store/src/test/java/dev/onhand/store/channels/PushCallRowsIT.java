package dev.onhand.store.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.PushAttempts.PushAttempt;
import dev.onhand.engine.channels.PushCall;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

class PushCallRowsIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final long CHANNEL = 7;

  private TestShop shop;
  private SellerId seller;

  @BeforeEach
  void open() {
    shop = TestShop.open(DATABASE);
    seller = shop.seller();
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private static PushCall call(int second, boolean isAsking) {
    Instant at = START.plusSeconds(second);
    return new PushCall(at, at.plusMillis(5), isAsking, "POST", "/" + second, "", 200, null, null);
  }

  private long attempt(JdbcClient jdbc, int second) {
    return jdbc.sql(
            """
            insert into push_attempt (seller_id, listing_id, channel_id, quantity, desired_version, epoch, sent_at)
            values (:seller, 1, :channel, 1, 1, 1, :at)
            returning attempt_id
            """)
        .param("seller", seller.value())
        .param("channel", CHANNEL)
        .param("at", SqlTimes.toSql(START.plusSeconds(second)))
        .query(Long.class)
        .single();
  }

  private static PushAttempt known(long id, int second, @Nullable Integer answered) {
    return new PushAttempt(
        id,
        "web",
        1,
        "x",
        1,
        null,
        START.plusSeconds(second),
        answered == null ? null : START.plusSeconds(answered),
        answered == null ? null : "applied",
        null);
  }

  private List<String> paths(JdbcClient jdbc, PushAttempt attempt) {
    return PushCallRows.of(jdbc, seller, attempt).stream().map(PushCall::path).toList();
  }

  /** What asked later is of whatever was not known then. */
  @Test
  void findsTheCallsOfTheBatchAndThoseThatAskedAfterwards() {
    shop.transactions()
        .run(
            seller,
            jdbc -> {
              long first = attempt(jdbc, 0);
              long second = attempt(jdbc, 10);
              PushCallRows.add(
                  jdbc,
                  seller,
                  CHANNEL,
                  List.of(
                      call(0, false),
                      call(1, false),
                      call(11, false),
                      call(12, true),
                      call(40, true)));
              PushCallRows.add(jdbc, seller, CHANNEL + 1, List.of(call(0, false)));

              assertThat(paths(jdbc, known(first, 0, null)))
                  .containsExactly("/0", "/1", "/12", "/40");
              assertThat(paths(jdbc, known(second, 10, null))).containsExactly("/11", "/12", "/40");
              jdbc.sql("update push_attempt set answered_at = :at, outcome = 'applied'")
                  .param("at", SqlTimes.toSql(START.plusSeconds(20)))
                  .update();
              assertThat(paths(jdbc, known(second, 10, 20))).containsExactly("/11", "/12");
            });
  }

  @Test
  void keepsTheNewestOfEachAccount() {
    shop.transactions()
        .run(
            seller,
            jdbc -> {
              PushCallRows.add(jdbc, seller, CHANNEL + 1, List.of(call(0, false)));
              for (int round = 0; round < 3; round++) {
                int from = round * 600;
                PushCallRows.add(
                    jdbc,
                    seller,
                    CHANNEL,
                    IntStream.range(from, from + 600).mapToObj(n -> call(n, false)).toList());
              }
              assertThat(
                      jdbc.sql(
                              """
                              select channel_id || ' ' || count(*) || ' ' || min(sent_at - :start) from push_call
                              group by channel_id order by channel_id
                              """)
                          .param("start", SqlTimes.toSql(START))
                          .query(String.class)
                          .list())
                  .containsExactly("7 1000 00:13:20", "8 1 00:00:00");
            });
  }
}
