package dev.onhand.server.access;

import dev.onhand.engine.access.ApiToken;
import dev.onhand.engine.access.NewToken;
import dev.onhand.engine.access.Tokens;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import java.time.InstantSource;

/** Makes and revokes tokens, for callers who may. */
public final class TokenDesk {

  private final Tokens tokens;
  private final TokenMaking making;
  private final TokenChecks checks;
  private final InstantSource clock;

  TokenDesk(Tokens tokens, TokenMaking making, TokenChecks checks, InstantSource clock) {
    this.tokens = tokens;
    this.making = making;
    this.checks = checks;
    this.clock = clock;
  }

  /**
   * @return the secret, which is known here and then no more
   * @throws ProblemException if it would have scopes that the caller has not
   */
  public String make(Caller caller, NewToken token) {
    requireOwn(caller, token);
    return making.make(caller.seller(), token).secret().reveal();
  }

  /** Nobody gives what they have not. */
  static void requireOwn(Caller caller, NewToken token) {
    if (!caller.mayAll(token.scopes())) {
      throw new ProblemException(
          ProblemCode.FORBIDDEN, "A token can only be given scopes that you have yourself.");
    }
  }

  /**
   * @throws ProblemException if the seller has none of this id
   */
  public ApiToken find(Caller caller, String id) {
    return PublicId.look(IdKind.TOKEN, id, number -> tokens.find(caller.seller(), number))
        .orElseThrow(() -> ProblemException.notFound("token", id));
  }

  /**
   * Revokes a token for ever, from the next request on.
   *
   * @throws ProblemException if the seller has none of this id
   */
  public ApiToken revoke(Caller caller, String id) {
    ApiToken revoked =
        PublicId.look(
                IdKind.TOKEN, id, number -> tokens.revoke(caller.seller(), number, clock.instant()))
            .orElseThrow(() -> ProblemException.notFound("token", id));
    checks.forget(revoked);
    return revoked;
  }
}
