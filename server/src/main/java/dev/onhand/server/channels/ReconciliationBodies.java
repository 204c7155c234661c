package dev.onhand.server.channels;

import dev.onhand.core.listing.DriftPolicy;
import dev.onhand.engine.channels.Difference;
import dev.onhand.engine.channels.Reconciliation;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Required;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reconciliations, differences and what follows from them, as they are asked for and answered. */
final class ReconciliationBodies {

  private ReconciliationBodies() {}

  /**
   * What is to be compared.
   *
   * @param channel code of the channel
   */
  record ReconciliationToMake(@Required @Nullable String channel) {}

  /**
   * A reading of all listings of a channel, what it found and what followed.
   *
   * @param channel the channel's code
   * @param purpose hourly, daily or demand
   * @param state waiting (until the channel can be read), reading, staged (what would follow needs
   *     approval) or done
   * @param actor who asked for it
   * @param askedAt when
   * @param startedAt when its first listings were asked for
   * @param finishedAt when its last listings were in, and what follows was decided or staged
   * @param listings how many were compared: of a product that is counted, and shown with a number
   * @param equal how many showed what they should
   * @param pending how many showed what they were believed to, and should show something else
   * @param inFlight of how many something was under way, so that no difference is made of it
   * @param differing how many showed something else than they were believed to
   * @param share the part of those compared that differed, 0 to 1
   * @param missing how many are of a product, and not shown any more
   * @param unmatched how many are of no product, and not ignored
   * @param raising how many differences would raise a listing or the books, as proposed
   * @param zeroing how many would set one to nothing
   * @param missed order lines that came in only because orders were asked for again
   * @param open differences that wait for a decision
   */
  record ReconciliationBody(
      String object,
      String id,
      String channel,
      String purpose,
      String state,
      String actor,
      Instant askedAt,
      @Nullable Instant startedAt,
      @Nullable Instant finishedAt,
      long listings,
      long equal,
      long pending,
      long inFlight,
      long differing,
      double share,
      long missing,
      long unmatched,
      long raising,
      long zeroing,
      long missed,
      long open) {

    static ReconciliationBody of(Reconciliation run) {
      Reconciliation.Counts counts = run.counts();
      return new ReconciliationBody(
          "reconciliation",
          PublicId.of(IdKind.RECONCILIATION, run.id()),
          run.channel(),
          run.purpose().code(),
          run.state().code(),
          run.actor(),
          run.askedAt(),
          run.startedAt(),
          run.finishedAt(),
          counts.listings(),
          counts.equal(),
          counts.pending(),
          counts.inFlight(),
          counts.differing(),
          counts.share(),
          counts.missing(),
          counts.unmatched(),
          counts.raising(),
          counts.zeroing(),
          counts.missed(),
          counts.open());
    }
  }

  /**
   * A listing that showed something else than it should or was believed to.
   *
   * @param reconciliation that found it
   * @param channel the channel's code
   * @param listing its id
   * @param externalId the listing's id there
   * @param title as the channel shows it
   * @param sku the product's
   * @param desired what it should have shown
   * @param expected what it was believed to show
   * @param observed what it showed
   * @param cause why, as far as it can be told
   * @param foundAt when it was read
   * @param action push, accept, ask, ignore or none: what followed, or is proposed while it is open
   * @param state open (waits for a decision, and is told nothing), decided or settled
   * @param decidedAt since when what follows is decided
   * @param decidedBy a person, or "policy" where the channel's says it
   * @param settledAt when nothing was left to do
   * @param movement that it became
   * @param notes what more there is to say
   */
  record DifferenceBody(
      String object,
      String id,
      @Nullable String reconciliation,
      String channel,
      String listing,
      String externalId,
      String title,
      @Nullable String sku,
      @Nullable Long desired,
      @Nullable Long expected,
      @Nullable Long observed,
      String cause,
      Instant foundAt,
      String action,
      String state,
      @Nullable Instant decidedAt,
      @Nullable String decidedBy,
      @Nullable Instant settledAt,
      @Nullable String movement,
      @Nullable String notes) {

    static DifferenceBody of(Difference one) {
      Long run = one.run();
      Long movement = one.movement();
      return new DifferenceBody(
          "difference",
          PublicId.of(IdKind.DIFFERENCE, one.id()),
          run == null ? null : PublicId.of(IdKind.RECONCILIATION, run),
          one.channel(),
          PublicId.of(IdKind.LISTING, one.listing()),
          one.externalId(),
          one.title(),
          one.sku(),
          one.desired(),
          one.believed(),
          one.observed(),
          one.cause().code(),
          one.foundAt(),
          one.action().code(),
          state(one),
          one.decidedAt(),
          one.decidedBy(),
          one.settledAt(),
          movement == null ? null : PublicId.of(IdKind.MOVEMENT, movement),
          one.notes());
    }

    private static String state(Difference one) {
      if (one.settledAt() != null) {
        return "settled";
      }
      return one.decidedAt() == null ? "open" : "decided";
    }
  }

  /**
   * What is approved of.
   *
   * @param listings ids; not given: all that wait for it
   */
  record Approval(@Nullable List<@Nullable String> listings) {}

  /**
   * What came of an approval.
   *
   * @param decided how many differences were decided by it
   * @param reconciliation as it is then
   */
  record ApprovalBody(String object, long decided, ReconciliationBody reconciliation) {}

  /**
   * What is to follow from a difference.
   *
   * @param action push (ours is right), accept (the channel's is: it becomes a movement) or ignore
   *     (nothing, until what the listing should show changes)
   * @param location where an accepted one moves stock, by code or id; not given: the one that the
   *     channel sells
   */
  record DifferenceFix(@Required @Nullable String action, @Nullable String location) {}

  /**
   * What follows from differences of a channel, by their cause.
   *
   * @param channel the channel's code
   * @param editedOnChannel where somebody changed it there: push, accept, ask or ignore
   * @param acceptedNotApplied where the channel took a number and shows another: push, ask or
   *     ignore
   * @param unknown where no cause can be told: push, accept, ask or ignore
   * @param approveAbove more listings than this are not raised or set to nothing without approval
   * @param approvePercent and more than so many of a hundred that were compared
   */
  record PolicyBody(
      String object,
      String channel,
      String editedOnChannel,
      String acceptedNotApplied,
      String unknown,
      long approveAbove,
      int approvePercent) {

    static PolicyBody of(String channel, DriftPolicy policy) {
      return new PolicyBody(
          "reconciliation_policy",
          channel,
          policy.editedOnChannel().code(),
          policy.acceptedNotApplied().code(),
          policy.unknown().code(),
          policy.approveAbove(),
          policy.approvePercent());
    }
  }

  /**
   * The same as it is set; what is not given stays as it is.
   *
   * @param editedOnChannel push, accept, ask or ignore
   * @param acceptedNotApplied push, ask or ignore
   * @param unknown push, accept, ask or ignore
   * @param approveAbove 0 to 1000000000
   * @param approvePercent 0 to 100
   */
  record PolicyToPatch(
      @Nullable String editedOnChannel,
      @Nullable String acceptedNotApplied,
      @Nullable String unknown,
      @Nullable Long approveAbove,
      @Nullable Integer approvePercent) {

    DriftPolicy applied(DriftPolicy before) {
      DriftPolicy.Action edited =
          action("/edited_on_channel", editedOnChannel, before.editedOnChannel());
      DriftPolicy.Action notApplied =
          action("/accepted_not_applied", acceptedNotApplied, before.acceptedNotApplied());
      DriftPolicy.Action other = action("/unknown", unknown, before.unknown());
      return Fields.checked(
          () ->
              new DriftPolicy(
                  edited,
                  notApplied,
                  other,
                  approveAbove == null ? before.approveAbove() : approveAbove,
                  approvePercent == null ? before.approvePercent() : approvePercent));
    }

    private static DriftPolicy.Action action(
        String pointer, @Nullable String given, DriftPolicy.Action before) {
      return given == null ? before : ReconciliationController.action(pointer, given);
    }
  }
}
