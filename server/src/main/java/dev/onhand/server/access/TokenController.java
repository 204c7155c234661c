package dev.onhand.server.access;

import dev.onhand.engine.access.NewToken;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.access.Tokens;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.server.access.TokenBodies.TokenBody;
import dev.onhand.server.access.TokenBodies.TokenToMake;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.OnceOnly;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A seller's tokens. */
@RestController
@RequestMapping(path = TokenController.PATH, produces = "application/json")
class TokenController {

  static final String PATH = "/api/v1/tokens";

  private final Tokens tokens;
  private final TokenMaking making;
  private final TokenDesk desk;
  private final OnceOnly once;
  private final InstantSource clock;

  TokenController(
      Tokens tokens, TokenMaking making, TokenDesk desk, OnceOnly once, InstantSource clock) {
    this.tokens = tokens;
    this.making = making;
    this.desk = desk;
    this.once = once;
    this.clock = clock;
  }

  /** Lists tokens, newest first, without their secrets. */
  @GetMapping
  @Needs(Scope.TOKENS_ADMIN)
  ListBody<TokenBody> listTokens(Caller caller, @PageOf(IdKind.TOKEN) PageRequest page) {
    return ListBody.of(PATH, tokens.list(caller.seller(), page), TokenBody::of);
  }

  /**
   * Makes a token with some of the caller's own scopes. The answer that is kept for the
   * Idempotency-Key is without the secret: who lost it revokes the token and makes another.
   */
  @PostMapping
  @Needs(Scope.TOKENS_ADMIN)
  @Answers(status = 201, body = TokenBody.class, problems = ProblemCode.KEY_USED_DIFFERENTLY)
  ResponseEntity<?> createToken(
      Caller caller, HttpServletRequest request, @RequestBody TokenToMake body) {
    NewToken token = body.read(caller.actor(), clock.instant());
    TokenDesk.requireOwn(caller, token);
    return once.answer(
        caller.seller(),
        request,
        body,
        () ->
            ResponseEntity.status(HttpStatus.CREATED)
                .body(TokenBody.of(making.make(caller.seller(), token))),
        answer -> answer instanceof TokenBody made ? made.withoutSecret() : answer);
  }

  /** Revokes a token for ever, from the next request on. */
  @PostMapping("/{id}/revoke")
  @Needs(Scope.TOKENS_ADMIN)
  TokenBody revokeToken(Caller caller, @PathVariable String id) {
    return TokenBody.of(desk.revoke(caller, id));
  }
}
