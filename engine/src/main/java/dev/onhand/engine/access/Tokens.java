package dev.onhand.engine.access;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Where tokens are kept. */
public interface Tokens {

  /** The token with this secret, of whichever seller, also if it is expired or revoked. */
  Optional<ApiToken> find(TokenHash hash);

  /** A seller's token, also if it is expired or revoked. */
  Optional<ApiToken> find(SellerId seller, long id);

  /** Makes a token. It opens nothing until this returns. */
  ApiToken create(SellerId seller, NewToken token, TokenSecret secret);

  /** A seller's tokens, newest first. */
  Slice<ApiToken> list(SellerId seller, PageRequest page);

  /**
   * Revokes a token for ever; one that was revoked before keeps its time.
   *
   * @return the token as it is now, empty if the seller has none of this id
   */
  Optional<ApiToken> revoke(SellerId seller, long id, Instant now);

  /**
   * Notes when tokens were last used; never sets a time back.
   *
   * @param lastUsed by id of the token
   */
  void touch(SellerId seller, Map<Long, Instant> lastUsed);
}
