package dev.onhand.core.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.core.listing.Brake.Change;
import dev.onhand.core.listing.Brake.Whole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrakeTest {

  private static final Brake BRAKE = new Brake(10, 20, 50, 1_000, 50);

  @ParameterizedTest
  @CsvSource({
    "10, 0, 0, 0, false, false", // so few are everyday, even if they are all
    "11, 0, 0, 0, true, false",
    "0, 11, 0, 0, false, true",
    "0, 0, 1000, 0, false, false",
    "0, 0, 1001, 0, true, false", // one listing is enough
    "0, 0, 0, 1001, false, true"
  })
  void holdsWhatIsMoreThanTheLeast(
      long raised, long zeroed, long up, long down, boolean raises, boolean cuts) {
    Change change = new Change(raised, zeroed, up, down);
    Whole small = new Whole(20, 1_500);

    assertThat(BRAKE.holdsRaises(change, small)).isEqualTo(raises);
    assertThat(BRAKE.holdsCuts(change, small)).isEqualTo(cuts);
    assertThat(BRAKE.mayHold(change)).isEqualTo(raises || cuts);
  }

  @ParameterizedTest
  @CsvSource({
    "50, 0, 0, 0, false, false",
    "51, 0, 0, 0, true, false",
    "0, 20, 0, 0, false, false",
    "0, 21, 0, 0, false, true",
    "0, 0, 5000, 5000, false, false",
    "0, 0, 5001, 0, true, false",
    "0, 0, 0, 5001, false, true"
  })
  void holdsWhatIsMoreThanTheShare(
      long raised, long zeroed, long up, long down, boolean raises, boolean cuts) {
    Change change = new Change(raised, zeroed, up, down);
    Whole hundred = new Whole(100, 10_000);

    assertThat(BRAKE.holdsRaises(change, hundred)).isEqualTo(raises);
    assertThat(BRAKE.holdsCuts(change, hundred)).isEqualTo(cuts);
  }

  @Test
  void countsWhatAListingIsToShow() {
    assertThat(Change.of(5, 8)).isEqualTo(new Change(1, 0, 3, 0));
    assertThat(Change.of(5, 2)).isEqualTo(new Change(0, 0, 0, 3));
    assertThat(Change.of(5, 0)).isEqualTo(new Change(0, 1, 0, 5));
    assertThat(Change.of(0, 0)).isEqualTo(Change.NONE);
    assertThat(Change.of(5, 0).plus(Change.of(0, 2))).isEqualTo(new Change(1, 1, 2, 5));
  }

  @Test
  void namesTheLimitThatIsNone() {
    assertThatThrownBy(() -> new Brake(10, 101, 50, 1_000, 50))
        .hasMessage("zeroed_percent must be from 0 to 100, not 101");
    assertThatThrownBy(() -> new Brake(-1, 20, 50, 1_000, 50))
        .hasMessageContaining("listings_above must be from 0");
  }
}
