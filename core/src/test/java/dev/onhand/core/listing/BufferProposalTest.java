package dev.onhand.core.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.onhand.core.listing.BufferProposal.Demand;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BufferProposalTest {

  private static final Duration DAY = Duration.ofDays(1);

  private static Demand demand(Map<Long, Long> lines) {
    return new Demand(lines, DAY);
  }

  @Test
  void keepsNothingBackWhereNothingSellsElsewhere() {
    assertThat(BufferProposal.of(demand(Map.of()), Duration.ofHours(1), 0.001))
        .isEqualTo(new BufferProposal(0, 0, 0, 0));
    assertThat(BufferProposal.of(demand(Map.of(1L, 100L)), Duration.ZERO, 0.001).buffer()).isZero();
  }

  /**
   * By hand: one line an hour, so Poisson of 1; P(more than 4) = 0.00366, P(more than 3) = 0.019.
   */
  @Test
  void keepsBackWhatMaySellWhileANumberIsOnItsWay() {
    BufferProposal proposal = BufferProposal.of(demand(Map.of(1L, 24L)), Duration.ofHours(1), 0.01);

    assertThat(proposal.buffer()).isEqualTo(4);
    assertThat(proposal.lines()).isEqualTo(1);
    assertThat(proposal.chanceWithout()).isCloseTo(0.63212, within(0.00001));
    assertThat(proposal.chance()).isCloseTo(0.00366, within(0.00001));
  }

  @Test
  void keepsBackMoreWhereMoreIsBoughtAtOnce() {
    Duration lag = Duration.ofMinutes(1);

    assertThat(BufferProposal.of(demand(Map.of(1L, 24L)), lag, 0.001).buffer()).isEqualTo(1);
    assertThat(BufferProposal.of(demand(Map.of(6L, 24L)), lag, 0.001).buffer()).isEqualTo(6);
  }

  /** Lines that come at random, counted. */
  @Test
  void isRightAboutTheChance() {
    Demand demand = demand(Map.of(1L, 40L, 2L, 20L, 5L, 12L));
    BufferProposal proposal = BufferProposal.of(demand, Duration.ofHours(1), 0.02);
    Random random = new Random(20261128);
    int hours = 200_000;
    int over = 0;
    for (int hour = 0; hour < hours; hour++) {
      long units = 0;
      double at = -Math.log(1 - random.nextDouble()) / 3;
      while (at < 1) {
        int line = random.nextInt(72);
        units += line < 40 ? 1 : line < 60 ? 2 : 5;
        at -= Math.log(1 - random.nextDouble()) / 3;
      }
      over += units > proposal.buffer() ? 1 : 0;
    }

    assertThat((double) over / hours).isCloseTo(proposal.chance(), within(0.001));
    assertThat(proposal.chance()).isLessThanOrEqualTo(0.02);
  }

  @Test
  void staysWithinItsBounds() {
    BufferProposal most =
        BufferProposal.of(demand(Map.of(1L, 1_000_000L)), Duration.ofHours(12), 0.001);

    assertThat(most.buffer()).isBetween(700L, 1_000L);
    assertThat(
            BufferProposal.of(demand(Map.of(5_000L, 1_000L)), Duration.ofHours(12), 0.001).buffer())
        .isEqualTo(BufferProposal.BUFFER_MAX);
    assertThatThrownBy(() -> BufferProposal.of(demand(Map.of()), DAY, 0))
        .hasMessageContaining("more than 0 and less than 1");
  }
}
