package dev.onhand.server.whatif;

import dev.onhand.engine.buffers.BufferTuner;
import dev.onhand.engine.buffers.TunedBuffer;
import dev.onhand.engine.buffers.Tuning;
import dev.onhand.engine.channels.Account;
import dev.onhand.server.whatif.WhatIfBodies.TallyBody;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tuned buffers as they are asked for and answered. */
final class BufferBodies {

  private static final double WHOLE = 100;

  private BufferBodies() {}

  /** To the thousandth: they are estimates. */
  private static double rounded(double number) {
    return Math.round(number * 1_000) / 1_000.0;
  }

  /**
   * How buffers of a channel are to be tuned. What is not given stays as it is.
   *
   * @param on whether its listings keep back what is tuned; off unless said
   * @param oversellPercent the chance, in percent, that is accepted: to sell what was sold
   *     elsewhere while a number is on its way; more than 0 and less than 100, 0.1 unless said
   * @param days from how many it is measured, 2 to 90; 28 unless said
   */
  record TuningToPut(
      @Nullable Boolean on, @Nullable Double oversellPercent, @Nullable Integer days) {

    Tuning of(Tuning before) {
      return new Tuning(
          on == null ? before.isOn() : on,
          oversellPercent == null ? before.accepted() : oversellPercent / WHOLE,
          days == null ? before.days() : days,
          before.tunedAt());
    }
  }

  /**
   * What is to be proposed.
   *
   * @param oversellPercent the chance, in percent, that is accepted; as it is set unless said
   * @param days from how many it is measured; as it is set unless said
   */
  record ProposalsToAsk(@Nullable Double oversellPercent, @Nullable Integer days) {

    Tuning of(Tuning before) {
      return new TuningToPut(null, oversellPercent, days).of(before);
    }
  }

  /**
   * How buffers of a channel are tuned, and what its listings keep back now.
   *
   * @param channel its code
   * @param on whether its listings keep back what is tuned
   * @param oversellPercent the chance, in percent, that is accepted
   * @param days from how many it is measured
   * @param tunedAt when it was tuned last
   * @param buffers the most first; none while it is off
   */
  record TuningBody(
      String object,
      String channel,
      boolean on,
      double oversellPercent,
      int days,
      @Nullable Instant tunedAt,
      List<BufferBody> buffers) {

    TuningBody {
      buffers = List.copyOf(buffers);
    }

    static TuningBody of(Account account, Tuning tuning, List<TunedBuffer> tuned) {
      return new TuningBody(
          "buffer_tuning",
          account.code(),
          tuning.isOn(),
          tuning.accepted() * WHOLE,
          tuning.days(),
          tuning.tunedAt(),
          tuned.stream().map(BufferBody::of).toList());
    }
  }

  /**
   * What listings of a product keep back at least.
   *
   * @param sku of the product
   * @param buffer units of the product
   * @param soldLines lines of orders that it was sold by elsewhere
   * @param soldUnits their units
   * @param expectedLines lines that are expected elsewhere while a number is on its way
   * @param percentWithout the chance, in percent, that any is sold in that time
   * @param percent the chance that more than the buffer are
   * @param reason the same in a sentence
   */
  record BufferBody(
      String sku,
      long buffer,
      long soldLines,
      long soldUnits,
      double expectedLines,
      double percentWithout,
      double percent,
      String reason) {

    static BufferBody of(TunedBuffer one) {
      return new BufferBody(
          one.sku(),
          one.proposal().buffer(),
          one.soldLines(),
          one.soldUnits(),
          rounded(one.proposal().lines()),
          rounded(one.proposal().chanceWithout() * WHOLE),
          rounded(one.proposal().chance() * WHOLE),
          one.reason());
    }
  }

  /**
   * What is proposed, and what came of it where it was tried on what happened.
   *
   * @param channel its code
   * @param from orders that came in from then on
   * @param to and before then
   * @param oversellPercent the chance, in percent, that is accepted
   * @param measuredPushes from which it is measured how long a number takes
   * @param lagMillis how long the slowest of a hundred took, from a sale until the channel had
   *     answered
   * @param reason why nothing is proposed, where too little is measured
   * @param buffers of products of which something should be kept back, the most first
   * @param trial null: nothing is proposed
   */
  record ProposalsBody(
      String object,
      String channel,
      Instant from,
      Instant to,
      double oversellPercent,
      long measuredPushes,
      @Nullable Long lagMillis,
      @Nullable String reason,
      List<BufferBody> buffers,
      @Nullable TrialBody trial) {

    ProposalsBody {
      buffers = List.copyOf(buffers);
    }

    static ProposalsBody of(
        Account account,
        Tuning tuning,
        BufferTuner.Proposals proposals,
        BufferTuner.@Nullable Trial trial) {
      var lag = proposals.lag();
      return new ProposalsBody(
          "buffer_proposals",
          account.code(),
          proposals.from(),
          proposals.to(),
          tuning.accepted() * WHOLE,
          lag == null ? 0 : lag.pushes(),
          lag == null ? null : lag.p99().toMillis(),
          proposals.obstacle(),
          proposals.buffers().stream().map(BufferBody::of).toList(),
          trial == null ? null : TrialBody.of(trial));
    }
  }

  /**
   * The second half of the period lived through again, with what the first half had proposed.
   *
   * @param from what was recorded from then on
   * @param to and before then
   * @param tuned products that something was kept back of
   * @param reproduced whether the replay under the settings as they are is what happened
   * @param unchanged under the settings as they are
   * @param changed with the buffers
   * @param assumptions what could not be known
   */
  record TrialBody(
      Instant from,
      Instant to,
      int tuned,
      boolean reproduced,
      TallyBody unchanged,
      TallyBody changed,
      List<String> assumptions) {

    TrialBody {
      assumptions = List.copyOf(assumptions);
    }

    static TrialBody of(BufferTuner.Trial trial) {
      return new TrialBody(
          trial.from(),
          trial.to(),
          trial.buffers(),
          trial.replayed().isReproduced(),
          TallyBody.of(trial.replayed().unchanged()),
          TallyBody.of(trial.replayed().changed()),
          trial.assumptions());
    }
  }
}
