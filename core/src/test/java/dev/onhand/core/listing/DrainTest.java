package dev.onhand.core.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.onhand.core.listing.Drain.Line;
import dev.onhand.core.listing.Drain.Work;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DrainTest {

  private static final Pace TEN_A_SECOND = Pace.NONE.after(20, Duration.ofSeconds(2));
  private static final Pace TWO_A_SECOND = Pace.NONE.after(1, Duration.ofMillis(500));
  private static final Work NONE = new Work(0, Pace.NONE);

  private static final Line IDLE = new Line(NONE, NONE, 0);

  private static Line tells(long due) {
    return new Line(NONE, new Work(due, TEN_A_SECOND), due);
  }

  private static List<@Nullable Duration> drain(double atOnce, Line... lines) {
    return Drain.of(List.of(lines), NONE, atOnce);
  }

  @Test
  void bringsOrdersInAndThenTells() {
    assertThat(drain(0, new Line(new Work(100, TEN_A_SECOND), new Work(8, TWO_A_SECOND), 8), IDLE))
        .containsExactly(Duration.ofSeconds(14), Duration.ofSeconds(10));
  }

  @Test
  void givesTheShareOfWhoIsThroughToTheOthers() {
    Line unknown = new Line(NONE, new Work(1, Pace.NONE), 1);
    assertThat(drain(3, tells(60), unknown, tells(120), IDLE, tells(60)))
        .containsExactly(
            Duration.ofSeconds(6),
            null,
            Duration.ofSeconds(8),
            Duration.ZERO,
            Duration.ofSeconds(6));
    assertThat(drain(1, tells(50))).containsExactly(Duration.ofSeconds(5));
    assertThat(drain(0, tells(60), tells(120)))
        .as("with room for both")
        .containsExactly(Duration.ofSeconds(6), Duration.ofSeconds(12));
  }

  /** A pace is of an account among others: with fewer it is quicker, with more it is slower. */
  @Test
  void isAsQuickAsManyWereTogether() {
    assertThat(drain(4, tells(60))).containsExactly(Duration.ofMillis(1_500));
    assertThat(drain(1.5, tells(60), tells(120)))
        .containsExactly(Duration.ofSeconds(8), Duration.ofSeconds(12));
  }

  /** Orders, what is computed, and what is told: all of it wants the same processor. */
  @Test
  void sharesItWithOrdersAndWhatIsComputed() {
    Line brings = new Line(new Work(120, TEN_A_SECOND), NONE, 0);
    Work computing = new Work(12, TWO_A_SECOND);
    // 12 s and 6 s of work by two: the first six take as long for both, the other six half of that.
    assertThat(Drain.of(List.of(brings, IDLE), computing, 2))
        .containsExactly(Duration.ofSeconds(9), Duration.ofSeconds(9));
    assertThat(Drain.of(List.of(brings, IDLE), computing, 0))
        .containsExactly(Duration.ofSeconds(12), Duration.ofSeconds(12));
  }

  /**
   * It is not at work while it waits for what is computed, and what is computed becomes quicker.
   */
  @Test
  void leavesItsShareWhileThereIsNothingToTell() {
    Line tells = new Line(NONE, new Work(20, TEN_A_SECOND), 100);
    // 40 and 60 s: 20 and at most 40 more are told in 6 s, and then one of two is at work.
    assertThat(Drain.of(List.of(tells), new Work(40, Pace.NONE.after(1, Duration.ofSeconds(1))), 2))
        .containsExactly(Duration.ofSeconds(23));
  }

  @Test
  void isNotKnownOfWhatWasNeverDone() {
    assertThat(drain(0, new Line(NONE, new Work(1, Pace.NONE), 1))).containsOnlyNulls();
    assertThat(drain(0, new Line(new Work(1, Pace.NONE), NONE, 0))).containsOnlyNulls();
    assertThat(drain(0, IDLE)).containsExactly(Duration.ZERO);
  }

  /** An order makes a listing due at each other shop, also one that was told just before. */
  @Test
  void tellsOnceMoreWhatOrdersOfOthersMakeDue() {
    Line brings = new Line(new Work(1_000, TEN_A_SECOND), NONE, 0);
    Line tells = new Line(NONE, new Work(20, TEN_A_SECOND), 40);
    // As many come as are told: in the end as good as all have come and are told.
    assertThat(drain(0, brings, tells).getLast())
        .isBetween(Duration.ofMillis(100_100), Duration.ofMillis(100_200));
    Line slow = new Line(NONE, new Work(20, TWO_A_SECOND), 40);
    // 40 of which 9 in 10 are due (a fifth of those whose turn it is are not), at two a second.
    assertThat(drain(0, brings, slow).getLast())
        .isBetween(Duration.ofMillis(117_850), Duration.ofMillis(117_900));
  }

  @Test
  void tellsMeanwhileWhatFewOrdersLeaveAlone() {
    Line brings = new Line(new Work(5, Pace.NONE.after(1, Duration.ofSeconds(1))), NONE, 0);
    Line tells = new Line(NONE, new Work(100, TEN_A_SECOND), 1_000);
    // In five seconds 50 of the 100 are told, and five come.
    assertThat(drain(0, brings, tells).getLast().toMillis()).isCloseTo(10_500, within(100L));
  }

  /** Of 100 listings 75 wait already, so that each fourth order makes one due that does not. */
  @Test
  void computesOnceWhatIsSoldAgainBeforeItIsComputed() {
    Work computing = new Work(75, Pace.NONE.after(1_000_000, Duration.ofSeconds(1)));
    Line brings =
        new Line(new Work(20, Pace.NONE.after(1_000_000, Duration.ofSeconds(1))), NONE, 0);
    Line tells = new Line(NONE, new Work(0, TEN_A_SECOND), 100);
    // 80 of 100 listings come in turn: by then six in ten and more are due.
    assertThat(Drain.of(List.of(brings, tells), computing, 0).getLast().toMillis())
        .isCloseTo(Math.round(10_000 * Math.tanh(0.8)), within(10L));
  }

  @Test
  void waitsForWhatIsStillToBeComputed() {
    Work computing = new Work(40, TWO_A_SECOND);
    assertThat(Drain.of(List.of(tells(0)), computing, 0)).containsExactly(Duration.ofSeconds(20));
  }

  /** A channel that became slow is believed to be slow within a minute of work. */
  @Test
  void followsThePaceOfLate() {
    Pace pace = TEN_A_SECOND;
    for (int i = 0; i < 40; i++) {
      pace = pace.after(1, Duration.ofSeconds(1));
    }
    assertThat(pace.perSecond()).isBetween(1.0, 1.2);
  }

  @Test
  void keepsThePaceWhileNothingIsDone() {
    assertThat(TEN_A_SECOND.after(0, Duration.ZERO).perSecond()).isEqualTo(10);
  }
}
