package dev.onhand.engine.verification;

import dev.onhand.core.ledger.ProductId;
import org.jspecify.annotations.Nullable;

/**
 * What to verify.
 *
 * @param full all from the movements, with the chain of seals; else levels from their last
 *     checkpoint, and the chain's end
 * @param repair whether to put right what follows from the movements
 * @param product only the levels of this one, in full; null: everything
 * @param publishedHead a head that was seen earlier and must still be part of the journal
 * @param author who asked for it
 */
public record VerificationOptions(
    boolean full,
    boolean repair,
    @Nullable ProductId product,
    @Nullable PublishedHead publishedHead,
    LevelAudit.Author author) {

  /** Where the journal once ended, as it was published then. */
  public record PublishedHead(long position, Sha256 hash) {}

  /** From the last checkpoint, with repair: what runs every hour. */
  public static VerificationOptions hourly(LevelAudit.Author author) {
    return new VerificationOptions(false, true, null, null, author);
  }

  /** Everything, with repair: what runs at night. */
  public static VerificationOptions nightly(LevelAudit.Author author) {
    return new VerificationOptions(true, true, null, null, author);
  }

  /** Everything, only looking. */
  public static VerificationOptions lookOnly(LevelAudit.Author author) {
    return new VerificationOptions(true, false, null, null, author);
  }
}
