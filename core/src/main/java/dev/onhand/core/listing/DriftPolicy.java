package dev.onhand.core.listing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What follows where listings of a channel show something else than they were believed to.
 *
 * @param editedOnChannel where somebody changed it there
 * @param acceptedNotApplied where the channel took a number and shows another: not {@link
 *     Action#ACCEPT}, as nobody said that this is what there is
 * @param unknown where no cause can be told
 * @param approveAbove so many listings are raised or set to nothing without approval
 * @param approvePercent and so many of a hundred that were compared, 0 to 100
 */
public record DriftPolicy(
    Action editedOnChannel,
    Action acceptedNotApplied,
    Action unknown,
    long approveAbove,
    int approvePercent) {

  /** What may follow from a difference. */
  public enum Action {
    /** The listing is told what it should show. */
    PUSH,
    /** What it shows is right: the difference becomes a movement of stock. */
    ACCEPT,
    /** A person decides; the listing is told nothing until then. */
    ASK,
    /** Nothing, until what it should show changes. */
    IGNORE,
    /** Nothing has to follow. */
    NONE;

    /** As written in the database and the API. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Action> find(String code) {
      return Arrays.stream(values()).filter(action -> action.code().equals(code)).findFirst();
    }
  }

  public static final long APPROVE_ABOVE_MAX = 1_000_000_000L;
  private static final int WHOLE = 100;

  /** Ours is right; more than 10 listings and 5 % of them wait for approval. */
  public static final DriftPolicy USUAL =
      new DriftPolicy(Action.PUSH, Action.PUSH, Action.PUSH, 10, 5);

  public DriftPolicy {
    requireOne("edited_on_channel", editedOnChannel);
    requireOne("accepted_not_applied", acceptedNotApplied);
    requireOne("unknown", unknown);
    if (acceptedNotApplied == Action.ACCEPT) {
      throw new IllegalArgumentException(
          "accepted_not_applied must be push, ask or ignore: nobody said that what the channel shows is what there is");
    }
    if (approveAbove < 0 || approveAbove > APPROVE_ABOVE_MAX) {
      throw new IllegalArgumentException(
          "approve_above must be from 0 to %d, not %d".formatted(APPROVE_ABOVE_MAX, approveAbove));
    }
    if (approvePercent < 0 || approvePercent > WHOLE) {
      throw new IllegalArgumentException(
          "approve_percent must be from 0 to 100, not " + approvePercent);
    }
  }

  private static void requireOne(String what, Action action) {
    if (action == Action.NONE) {
      throw new IllegalArgumentException(what + " must be push, accept, ask or ignore");
    }
  }

  /** What follows from a difference of this cause. */
  public Action action(Drift cause) {
    return switch (cause) {
      case EDITED_ON_CHANNEL -> editedOnChannel;
      case ACCEPTED_NOT_APPLIED -> acceptedNotApplied;
      case UNKNOWN -> unknown;
      case IN_FLIGHT,
          NOT_YET_PUSHED,
          REFUSED,
          MISSED_EVENT,
          MAPPING_CHANGED,
          OUR_FAULT,
          GONE,
          FIRST_SEEN ->
          Action.NONE;
    };
  }

  /**
   * Whether what would follow is so much that a person has to approve of it.
   *
   * @param drastic how many listings it would raise or set to nothing
   * @param listings how many were compared
   */
  public boolean needsApproval(long drastic, long listings) {
    return drastic > approveAbove && drastic * WHOLE > listings * approvePercent;
  }
}
