package dev.onhand.engine.channels;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of a channel that the brake holds back until a person decides.
 *
 * @param channel the channel's code
 * @param decidedBy null: nobody did
 */
public record HeldChange(
    long id,
    String channel,
    State state,
    Instant heldAt,
    @Nullable Instant decidedAt,
    @Nullable String decidedBy,
    Counts counts) {

  /** What became of it. */
  public enum State {
    /** A person has to decide. */
    WAITING,
    /** Its listings are told. */
    APPROVED,
    /** Its listings are told nothing until what they should show is as it was, or is approved. */
    REJECTED,
    /** All of it was undone before anybody decided. */
    OVER;

    /** As written in the database and the API. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<State> find(String code) {
      return Arrays.stream(values()).filter(state -> state.code().equals(code)).findFirst();
    }
  }

  /**
   * How much it is.
   *
   * @param raised listings that would show more
   * @param lowered listings that would show less
   * @param zeroed those of them that would show nothing
   * @param holding listings that it holds back now
   */
  public record Counts(
      long raised, long lowered, long zeroed, long unitsRaised, long unitsLost, long holding) {

    /** What a person looks at, in a word that is another once more comes to it. */
    public String seen() {
      return "%d-%d-%d-%d".formatted(raised, unitsRaised, lowered, unitsLost);
    }
  }

  /** What came of a decision. */
  public enum Decision {
    MADE,
    /** It was decided before, or is over. */
    NOT_WAITING,
    /** It is more than was looked at, and nothing was decided. */
    MORE_CAME
  }

  /**
   * A listing of it.
   *
   * @param sku the product's; null: it is of none any more
   * @param from what it showed when it was held
   * @param to what it was to show
   * @param desired what it should show now
   * @param isHeld whether it is held back now
   */
  public record Line(
      long listing,
      String title,
      @Nullable String sku,
      long from,
      long to,
      @Nullable Long desired,
      boolean isHeld) {}
}
