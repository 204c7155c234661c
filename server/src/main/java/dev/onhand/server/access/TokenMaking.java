package dev.onhand.server.access;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.ApiToken;
import dev.onhand.engine.access.NewToken;
import dev.onhand.engine.access.TokenSecret;
import dev.onhand.engine.access.Tokens;
import java.util.random.RandomGenerator;

/** Makes tokens with new secrets. */
final class TokenMaking {

  private final Tokens tokens;
  private final RandomGenerator random;

  TokenMaking(Tokens tokens, RandomGenerator random) {
    this.tokens = tokens;
    this.random = random;
  }

  /** A token with its secret, which is known here and then no more. */
  record Made(ApiToken token, TokenSecret secret) {}

  TokenSecret secret() {
    return TokenSecret.create(random);
  }

  Made make(SellerId seller, NewToken token) {
    TokenSecret secret = secret();
    return new Made(make(seller, token, secret), secret);
  }

  ApiToken make(SellerId seller, NewToken token, TokenSecret secret) {
    return tokens.create(seller, token, secret);
  }
}
