package dev.onhand.core.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.StockSemantics.TakesOff;
import dev.onhand.core.listing.Shadow.Kind;
import dev.onhand.core.listing.Shadow.Push;
import dev.onhand.core.listing.Shadow.Sale;
import dev.onhand.core.listing.Shadow.Verdict;
import dev.onhand.core.listing.Shadow.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShadowTest {

  private static final Duration LAG = Duration.ofSeconds(5);

  private static Instant at(long second) {
    return Instant.parse("2026-11-01T00:00:00Z").plusSeconds(second);
  }

  private static Wish wish(long second, @Nullable Long quantity, @Nullable Long shown) {
    return new Wish(at(second), quantity, shown);
  }

  private static Sale sale(long second, long units, long missing) {
    return new Sale(at(second), "o" + second, "1", units, missing);
  }

  private static List<Kind> kinds(TakesOff takesOff, List<Wish> wishes, Sale... sales) {
    return Shadow.of(takesOff, LAG, wishes, List.of(sales)).verdicts().stream()
        .map(Verdict::kind)
        .toList();
  }

  /** The last one went elsewhere, and the present tool has not told the channel. */
  @Test
  void avoidsWhatWasGoneWhenItWouldHaveBeenTold() {
    List<Wish> wishes = List.of(wish(0, 1L, 1L), wish(100, 0L, 1L));

    assertThat(kinds(TakesOff.AT_ORDER, wishes, sale(200, 1, 1))).containsExactly(Kind.AVOIDED);
  }

  @Test
  void oversellsAsWellUntilTheNumberArrives() {
    List<Wish> wishes = List.of(wish(0, 1L, 1L), wish(100, 0L, 1L));

    assertThat(kinds(TakesOff.AT_ORDER, wishes, sale(104, 1, 1), sale(105, 1, 1)))
        .containsExactly(Kind.OVERSOLD, Kind.AVOIDED);
  }

  @Test
  void saysWhomABufferWouldHaveTurnedAway() {
    List<Wish> wishes = List.of(wish(0, 2L, 5L));

    assertThat(kinds(TakesOff.AT_ORDER, wishes, sale(10, 3, 0), sale(11, 2, 0)))
        .containsExactly(Kind.TURNED_AWAY, Kind.SOLD);
  }

  /** A channel that takes its sales off is not told of them. */
  @Test
  void tellsNoNumberThatTheChannelShowsByItself() {
    List<Wish> wishes = List.of(wish(0, 5L, 5L), wish(60, 4L, 5L));
    List<Sale> sales = List.of(sale(10, 1, 0));

    assertThat(Shadow.of(TakesOff.AT_ORDER, LAG, wishes, sales).pushes()).isEmpty();
    assertThat(Shadow.of(TakesOff.AT_SHIPMENT, LAG, wishes, sales).pushes()).isEmpty();
    assertThat(Shadow.of(TakesOff.NEVER, LAG, wishes, sales).pushes())
        .containsExactly(new Push(at(60), 5L, 4));
  }

  @Test
  void tellsEachNumberOnce() {
    List<Wish> wishes = List.of(wish(0, 3L, 7L), wish(2, 2L, 7L), wish(3, 2L, 7L), wish(9, 3L, 7L));

    assertThat(Shadow.of(TakesOff.AT_ORDER, LAG, wishes, List.of()).pushes())
        .containsExactly(new Push(at(0), 7L, 3), new Push(at(2), 3L, 2), new Push(at(9), 2L, 3));
  }

  @Test
  void takesWhatIsNotKnownForEnough() {
    List<Wish> unknown = List.of(wish(0, 0L, null));
    List<Wish> uncounted = List.of(wish(0, null, 3L));

    assertThat(kinds(TakesOff.AT_ORDER, unknown, sale(1, 1, 1), sale(5, 1, 1)))
        .containsExactly(Kind.OVERSOLD, Kind.AVOIDED);
    assertThat(Shadow.of(TakesOff.AT_ORDER, LAG, uncounted, List.of()).pushes()).isEmpty();
  }

  /** Whoever was turned away took nothing. */
  @Test
  void leavesWhatNobodyBought() {
    List<Wish> wishes = List.of(wish(0, 1L, 1L));

    assertThat(kinds(TakesOff.AT_ORDER, wishes, sale(1, 2, 0), sale(2, 1, 0), sale(3, 1, 1)))
        .containsExactly(Kind.TURNED_AWAY, Kind.SOLD, Kind.AVOIDED);
  }
}
