package dev.onhand.core.ledger;

import dev.onhand.model.Text;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What every command says beside the units it moves.
 *
 * @param cause what it refers to
 * @param actor who asked for it: a token, a user or a part of the system, 1 to {@value
 *     #ACTOR_LENGTH_MAX} characters
 * @param note free text, at most {@value #NOTE_LENGTH_MAX} characters
 * @param occurredAt when it happened; null: when it is recorded. Cut to microseconds, which is what
 *     is kept
 */
public record Details(
    Cause cause, String actor, @Nullable String note, @Nullable Instant occurredAt) {

  public static final int ACTOR_LENGTH_MAX = 128;
  public static final int NOTE_LENGTH_MAX = 2_000;

  /** Nobody keeps stock of before then; an earlier date is a slip of the pen. */
  public static final Instant OCCURRED_AT_MIN = Instant.parse("1970-01-01T00:00:00Z");

  public Details {
    actor = Text.identifier("actor", actor, ACTOR_LENGTH_MAX);
    note = note == null || note.isBlank() ? null : Text.free("note", note, NOTE_LENGTH_MAX);
    if (occurredAt != null) {
      if (occurredAt.isBefore(OCCURRED_AT_MIN)) {
        throw new IllegalArgumentException("occurred_at must not be before " + OCCURRED_AT_MIN);
      }
      occurredAt = occurredAt.truncatedTo(ChronoUnit.MICROS);
    }
  }

  public static Details of(Cause cause, String actor) {
    return new Details(cause, actor, null, null);
  }
}
