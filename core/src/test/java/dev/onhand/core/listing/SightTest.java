package dev.onhand.core.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.StockSemantics;
import dev.onhand.connector.StockSemantics.PutsBack;
import dev.onhand.connector.StockSemantics.TakesOff;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SightTest {

  private static final Instant SENT = Instant.parse("2026-11-20T12:00:10Z");
  private static final Instant ANSWERED = Instant.parse("2026-11-20T12:00:12Z");
  private static final Instant LATER = ANSWERED.plusSeconds(60);
  private static final Sight TEN = new Sight(10L, SENT, ANSWERED);

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # sold between, shows then: before the push it was overwritten, after it the channel took it off, else nobody knows
          12:00:05, 12:00:05, 10
          12:00:06, 12:00:06, 10
          12:00:07, 12:00:07, -
          12:00:11, 12:00:11, -
          12:00:15, 12:00:15, -
          12:00:16, 12:00:16, 7
          12:30:00, 12:30:00, 7
          12:00:05, 12:30:00, -
          12:00:05, 12:00:11, -
          12:20:00, 12:30:00, 7
          """)
  void fallsWithASaleOfItsOwnUnlessThePushCameAfterIt(String from, String to, Long shows) {
    Sight after = TEN.afterSale(takingOff(TakesOff.AT_ORDER, PutsBack.NO), 3, at(from), at(to));

    assertThat(after).isEqualTo(new Sight(shows, SENT, ANSWERED));
  }

  @Test
  void neverFallsBelowNothing() {
    StockSemantics semantics = takingOff(TakesOff.AT_ORDER, PutsBack.NO);

    assertThat(TEN.afterSale(semantics, 11, LATER, LATER).quantity()).isZero();
  }

  @Test
  void staysWhereTheChannelTakesNothingOff() {
    StockSemantics semantics = takingOff(TakesOff.NEVER, PutsBack.UNKNOWN);

    assertThat(TEN.afterSale(semantics, 3, LATER, LATER)).isEqualTo(TEN);
    assertThat(TEN.afterCancelling(semantics, 3, LATER, LATER)).isEqualTo(TEN);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"YES, 13", "NO, 10", "UNKNOWN, -"})
  void risesWithACancelledOrderAsTheChannelDoesIt(PutsBack putsBack, Long shows) {
    Sight after = TEN.afterCancelling(takingOff(TakesOff.AT_ORDER, putsBack), 3, LATER, LATER);

    assertThat(after.quantity()).isEqualTo(shows);
  }

  @Test
  void staysUnknownWhateverIsSold() {
    Sight unknown = Sight.unknown(SENT);
    StockSemantics semantics = takingOff(TakesOff.AT_ORDER, PutsBack.YES);

    assertThat(unknown.afterSale(semantics, 3, LATER, LATER)).isEqualTo(unknown);
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-20T" + time + "Z");
  }

  private static StockSemantics takingOff(TakesOff takesOff, PutsBack putsBack) {
    return new StockSemantics(takesOff, putsBack, 9_999);
  }
}
