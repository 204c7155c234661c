package dev.onhand.store.batch;

import static dev.onhand.store.batch.BatchDesk.done;
import static dev.onhand.store.batch.BatchDesk.inTheWay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.batch.BatchState;
import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.batch.BatchLine;
import dev.onhand.engine.batch.BatchResult;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What was scanned, what is written down for a line and what the journal has tie, or it is said.
 */
class BatchTiesIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private TestShop shop;
  private BatchDesk desk;

  @BeforeEach
  void open() {
    shop = TestShop.openWithLanes(DATABASE, 2, new BatchLinePostedWriter());
    desk = new BatchDesk(shop);
    shop.location("berlin");
    shop.product("mug");
    shop.product("tee");
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void whatIsBookedLateWhileItIsApprovedIsNotTakenOffTwice() {
    shop.record(shop.move("mug", Reason.PURCHASE, 10, "berlin"));
    shop.pass(Duration.ofMinutes(1));
    Details soldThen =
        new Details(Cause.of(Cause.Kind.SYSTEM), "tester", null, shop.clock().instant());
    shop.pass(Duration.ofMinutes(1));
    long batch = desk.count("mug");
    desk.scan(batch, desk.scanned("1", "mug", 8)); // two were sold, and are not booked yet
    shop.pass(Duration.ofMinutes(1));
    Runnable booking = () -> shop.record(shop.move("mug", Reason.SALE, 2, "berlin", soldThen));
    done(
        desk.posting(new BusyLedger(shop.ledger(), booking))
            .approve(shop.seller(), batch, false, desk.by("eve")));
    assertThat(desk.onHand("mug")).isEqualTo(8);
    assertThat(desk.line(batch, "mug").posted()).extracting(BatchLine.Posted::change).isEqualTo(0L);
  }

  @Test
  void staysOpenWhereScansLineAndJournalDoNotSayTheSame() throws Exception {
    long batch = desk.topUp();
    desk.scan(batch, desk.scanned("1", "mug", 6), desk.scanned("2", "tee", 1));
    done(desk.push(batch));
    sql("update stock_batch_line set change = change + 1 where seller_id = %1$d and units = 6");
    assertThat(((BatchResult.Checked) desk.verify(batch)).open())
        .containsExactly(
            new BatchResult.OpenLine(
                "mug", null, "the journal has a change of 6, and the line one of 7"));
    assertThat(inTheWay(desk.complete(batch))).containsExactly("mug");
    sql("update stock_batch_line set change = units where seller_id = %1$d");
    sql(
        """
        insert into stock_batch_scan (seller_id, scan_id, batch_id, code, units, is_recount, scanned_at, product_id, actor,
          received_at)
        select seller_id, 'late', batch_id, code, 2, false, scanned_at, product_id, actor, received_at
        from stock_batch_scan where seller_id = %1$d and scan_id = '2'
        """);
    assertThat(((BatchResult.Checked) desk.verify(batch)).open())
        .containsExactly(
            new BatchResult.OpenLine("tee", null, "3 units were scanned, and it was posted as 1"));
    assertThat(inTheWay(desk.complete(batch))).containsExactly("tee");
    sql("delete from stock_batch_scan where seller_id = %1$d and scan_id = 'late'");
    assertThat(done(desk.complete(batch)).batch().state()).isEqualTo(BatchState.COMPLETED);
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = DATABASE.superuser();
        Statement work = connection.createStatement()) {
      work.execute(statement.formatted(shop.seller().value()));
    }
  }
}
