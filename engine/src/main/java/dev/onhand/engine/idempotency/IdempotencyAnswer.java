package dev.onhand.engine.idempotency;

import dev.onhand.engine.ledger.Companion;

/**
 * The answer to a request, written in the commit of its effect: as a companion of the movements of
 * a list, or by {@link KeptAnswers#once} in a plain transaction. Refusals are never kept, so that
 * the same key may succeed later.
 *
 * @param status the HTTP status
 * @param body JSON, as it was sent; without secrets
 */
public record IdempotencyAnswer(RequestKey request, int status, String body) implements Companion {}
