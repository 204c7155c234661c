package dev.onhand.engine.buffers;

import dev.onhand.connector.StockSemantics.TakesOff;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.listing.BufferProposal;
import dev.onhand.core.replay.Replayed;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.Listings;
import dev.onhand.engine.whatif.Change;
import dev.onhand.engine.whatif.Past;
import dev.onhand.engine.whatif.WhatIf;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Proposes what listings should keep back, tries it on what happened, and keeps channels tuned
 * where a person switched that on.
 */
public final class BufferTuner {

  /** From fewer pushes nothing is proposed. */
  public static final int PUSHES_MIN = 20;

  private static final Comparator<TunedBuffer> MOST =
      Comparator.comparingLong((TunedBuffer one) -> -one.proposal().buffer())
          .thenComparing(TunedBuffer::sku);

  private final Buffers buffers;
  private final Past past;
  private final WhatIf whatIf;
  private final Listings listings;
  private final InstantSource clock;

  public BufferTuner(
      Buffers buffers, Past past, WhatIf whatIf, Listings listings, InstantSource clock) {
    this.buffers = buffers;
    this.past = past;
    this.whatIf = whatIf;
    this.listings = listings;
    this.clock = clock;
  }

  /**
   * What is proposed.
   *
   * @param from orders that came in from then on
   * @param to and before then
   * @param lag what was measured; null: nothing
   * @param buffers of products of which something should be kept back, the most first
   */
  public record Proposals(
      Instant from, Instant to, Past.@Nullable Lag lag, List<TunedBuffer> buffers) {
    public Proposals {
      buffers = List.copyOf(buffers);
    }

    /** Whether there is enough to propose something from. */
    public boolean isMeasured() {
      return lag != null && lag.pushes() >= PUSHES_MIN;
    }

    /** Why nothing is proposed; null: enough is measured. */
    public @Nullable String obstacle() {
      return isMeasured()
          ? null
          : "How long the channel takes to show a number is known after %d pushes. So far: %d. Let it work for longer, or look at more days."
              .formatted(PUSHES_MIN, lag == null ? 0 : lag.pushes());
    }
  }

  /**
   * What came of it in the second half of the period, tuned by the first.
   *
   * @param buffers how many were tuned by then
   * @param assumptions what could not be known, in sentences
   */
  public record Trial(
      Instant from, Instant to, int buffers, Replayed replayed, List<String> assumptions) {
    public Trial {
      assumptions = List.copyOf(assumptions);
    }
  }

  /** What a channel's listings should keep back by what was measured until now. */
  public Proposals propose(Account account, Tuning tuning) {
    Instant now = clock.instant();
    return propose(account, tuning, now.minus(tuning.period()), now);
  }

  private Proposals propose(Account account, Tuning tuning, Instant from, Instant to) {
    Past.Lag lag = past.lag(account.seller(), account.channel(), from);
    Proposals none = new Proposals(from, to, lag, List.of());
    if (lag == null || !none.isMeasured()) {
      return none;
    }
    boolean isToldOfItsOwn = account.semantics().takesOff() == TakesOff.NEVER;
    Duration period = Duration.between(from, to);
    List<TunedBuffer> tuned =
        buffers.sold(account.seller(), account.channel(), isToldOfItsOwn, from, to).stream()
            .map(
                sold -> {
                  var demand = new BufferProposal.Demand(sold.lines(), period);
                  return new TunedBuffer(
                      sold.product(),
                      sold.sku(),
                      demand.allLines(),
                      demand.allUnits(),
                      BufferProposal.of(demand, lag.p99(), tuning.accepted()));
                })
            .filter(one -> one.proposal().buffer() > 0)
            .sorted(MOST)
            .toList();
    return new Proposals(from, to, lag, tuned);
  }

  /**
   * Tunes by the first half of the period, and lives through the second with it. Listings take as
   * long as the slowest of a hundred pushes did.
   *
   * @throws Past.TooLongException if too much happened in the second half
   */
  public Trial tryOut(Account account, Tuning tuning) {
    Instant to = clock.instant();
    Instant half = to.minus(tuning.period().dividedBy(2));
    List<TunedBuffer> tuned = propose(account, tuning, to.minus(tuning.period()), half).buffers();
    Map<ProductId, Long> units = new HashMap<>();
    tuned.forEach(one -> units.put(one.product(), one.proposal().buffer()));
    Change change =
        new Change(
            half,
            to,
            null,
            Map.of(account.code(), new Change.OfChannel(null, null, null, units)),
            true);
    WhatIf.Answer answer = whatIf.ask(account.seller(), change);
    return new Trial(half, to, tuned.size(), answer.replayed(), answer.assumptions());
  }

  /** Switches it on or off. On, the channel is tuned at once; off, it keeps back nothing of it. */
  public void set(Account account, Tuning tuning, Edit edit) {
    if (tuning.isOn()) {
      keep(account, tuning, propose(account, tuning), edit);
    } else {
      buffers.put(account.seller(), account.channel(), tuning, List.of(), edit);
      listings.refreshAll(account.seller(), account.channel(), edit.at());
    }
  }

  /**
   * Tunes a channel anew, if that is switched on. Where too little was measured since, what it
   * keeps back stays as it is.
   *
   * @return whether it was tuned
   */
  public boolean tune(Account account, String actor) {
    Tuning tuning = buffers.tuning(account.seller(), account.channel());
    if (!tuning.isOn()) {
      return false;
    }
    Proposals proposals = propose(account, tuning);
    if (!proposals.isMeasured()) {
      return false;
    }
    keep(account, tuning, proposals, new Edit(actor, clock.instant(), null));
    return true;
  }

  private void keep(Account account, Tuning tuning, Proposals proposals, Edit edit) {
    buffers.put(
        account.seller(),
        account.channel(),
        new Tuning(true, tuning.accepted(), tuning.days(), edit.at()),
        proposals.buffers(),
        edit);
    listings.refreshAll(account.seller(), account.channel(), edit.at());
  }

  public Tuning tuning(Account account) {
    return buffers.tuning(account.seller(), account.channel());
  }

  public List<TunedBuffer> tuned(Account account) {
    return buffers.tuned(account.seller(), account.channel());
  }
}
