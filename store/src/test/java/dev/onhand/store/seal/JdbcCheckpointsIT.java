package dev.onhand.store.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Reason;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestSeller;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcCheckpointsIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private final TestSeller seller = TestSeller.create(DATABASE, 2, 2);
  private final JdbcSealer sealer = new JdbcSealer(seller.transactions(), seller.clock());

  @Test
  void waitsUntilThereIsEnoughToWriteDown() {
    JdbcCheckpoints checkpoints = new JdbcCheckpoints(seller.transactions(), 10);
    record(9, 1);
    sealer.seal(seller.id());
    assertThat(checkpoints.advance(seller.id())).isFalse();
    assertThat(seller.number("select count(*) from level_checkpoint")).isZero();
    record(2, 1);
    assertThat(checkpoints.advance(seller.id())).isFalse();
    assertThat(seller.number("select count(*) from level_checkpoint"))
        .as("what is not sealed is not final")
        .isZero();
    sealer.seal(seller.id());
    assertThat(checkpoints.advance(seller.id())).isFalse();
    assertThat(seller.rows("select movements, available from level_checkpoint"))
        .containsExactly("11|11");
    assertThat(seller.number("select position from level_checkpoint_cut")).isEqualTo(11);
    assertThat(seller.number("select cut_id from level_checkpoint_cut"))
        .isEqualTo(seller.number("select sealed_id from seller_head"));
  }

  @Test
  void addsToWhatIsThere() {
    JdbcCheckpoints checkpoints = new JdbcCheckpoints(seller.transactions(), 1);
    for (int i = 0; i < 3; i++) {
      record(5, 1);
      record(4, 2);
      seller.record(seller.move(Reason.RESERVE, 2, 1, 1));
      sealer.seal(seller.id());
      checkpoints.advance(seller.id());
    }
    assertThat(
            seller.rows(
                "select movements, available, reserved from level_checkpoint order by product_id"))
        .containsExactly("18|9|6", "12|12|0");
  }

  /**
   * A product with many of the movements gets its segments with the seal, the others when it is
   * their turn.
   */
  @Test
  void closesSegmentsOfWholeThousands() {
    for (int i = 0; i < 5; i++) {
      record(900, 1);
      record(30, 2);
      sealer.seal(seller.id());
    }
    assertThat(segments()).isEqualTo("4");
    for (int i = 0; i < 40; i++) {
      record(30, 2);
    }
    sealer.seal(seller.id());
    assertThat(segments()).isEqualTo("4");
    new JdbcCheckpoints(seller.transactions(), 1).advance(seller.id());
    assertThat(segments()).isEqualTo("4,1");
    assertThat(seller.rows("select distinct movements, available from stock_checkpoint"))
        .containsExactly("1000|1000");
  }

  private String segments() {
    return String.join(
        ",",
        seller.rows(
            "select count(distinct segment) from stock_checkpoint group by product_id order by product_id"));
  }

  private void record(int count, int product) {
    seller.record(
        LongStream.range(0, count)
            .mapToObj(n -> seller.move(Reason.PURCHASE, 1, product, 1))
            .toList());
  }
}
