package dev.onhand.engine.idempotency;

import dev.onhand.core.ledger.SellerId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Where answers are kept. */
public interface KeptAnswers {

  /**
   * The answer that was kept for this key.
   *
   * @throws KeyUsedDifferentlyException if it was kept for another content
   */
  Optional<IdempotencyAnswer> find(SellerId seller, RequestKey request);

  /**
   * Gives the answer that was kept, or does the work and keeps its answer, all in one transaction
   * of the seller, which the work's own statements join. Twins run one after the other, and the
   * second gets the first's answer; if the work throws, nothing is kept and nothing done.
   *
   * @throws KeyUsedDifferentlyException if the key was used for another content
   */
  Given once(SellerId seller, RequestKey request, Supplier<IdempotencyAnswer> work);

  /**
   * Forgets answers kept before that time.
   *
   * @return how many
   */
  int forgetBefore(SellerId seller, Instant time);

  /**
   * An answer.
   *
   * @param again whether it was kept from an earlier request
   */
  record Given(IdempotencyAnswer answer, boolean again) {}
}
