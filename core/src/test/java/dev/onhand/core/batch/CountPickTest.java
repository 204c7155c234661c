package dev.onhand.core.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.batch.CountPick.Abc;
import dev.onhand.core.batch.CountPick.Countable;
import dev.onhand.core.ledger.ProductId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CountPickTest {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  private static Countable moved(long id, long units) {
    return of(id, units, NOW.minus(Duration.ofDays(10)), 0);
  }

  private static Countable of(long id, long units, @Nullable Instant countedAt, long corrected) {
    return new Countable(new ProductId(id), units, countedAt, corrected);
  }

  private static List<ProductId> ids(long... ids) {
    return Arrays.stream(ids).mapToObj(ProductId::new).toList();
  }

  @Test
  void partsProductsByTheUnitsThatMoved() {
    List<Countable> all =
        List.of(moved(1, 4), moved(2, 70), moved(3, 0), moved(4, 10), moved(5, 15), moved(6, 1));
    assertThat(CountPick.ofClass(all, Abc.A)).isEqualTo(ids(2, 5));
    assertThat(CountPick.ofClass(all, Abc.B)).isEqualTo(ids(4));
    assertThat(CountPick.ofClass(all, Abc.C)).isEqualTo(ids(1, 6, 3));
  }

  @Test
  void whatDoesNotMoveIsOfTheLastClass() {
    assertThat(CountPick.ofClass(List.of(moved(1, 0)), Abc.A)).isEmpty();
    assertThat(CountPick.ofClass(List.of(moved(1, 0)), Abc.C)).isEqualTo(ids(1));
    assertThat(CountPick.ofClass(List.of(), Abc.C)).isEmpty();
  }

  @Test
  void risksMoreTheMoreMovedTheLongerAgoItWasCountedAndTheMoreWasWrong() {
    Instant yesterday = NOW.minus(Duration.ofDays(1));
    Instant monthAgo = NOW.minus(Duration.ofDays(30));
    assertThat(of(1, 9, yesterday, 0).risk(NOW)).isEqualTo(10);
    assertThat(of(1, 9, monthAgo, 0).risk(NOW)).isEqualTo(300);
    assertThat(of(1, 9, monthAgo, 2).risk(NOW)).isEqualTo(900);
    assertThat(of(1, 0, null, 0).risk(NOW)).isEqualTo(365);
    assertThat(of(1, 0, NOW, 0).risk(NOW)).isEqualTo(1);
    List<Countable> all =
        List.of(of(1, 9, yesterday, 0), of(2, 9, monthAgo, 2), of(3, 9, monthAgo, 0));
    assertThat(CountPick.riskiest(all, 2, NOW)).isEqualTo(ids(2, 3));
  }
}
