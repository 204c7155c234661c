package dev.onhand.server.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.onhand.engine.access.ApiToken;
import dev.onhand.engine.access.NewToken;
import dev.onhand.engine.access.Scope;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Required;
import dev.onhand.server.web.Times;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tokens as they are sent and answered. */
final class TokenBodies {

  private TokenBodies() {}

  /**
   * A token, as answered.
   *
   * @param object always "token"
   * @param id for ever the same
   * @param name what it is for
   * @param prefix the beginning of the secret, to tell tokens apart
   * @param scopes what it may do
   * @param expiresAt from when on it opens nothing; null: never
   * @param lastUsedAt to half a minute; null: not yet
   * @param revokedAt null: it was not
   * @param createdAt when it was made
   * @param createdBy who made it
   * @param token the secret: in the answer to its making, and never again
   */
  record TokenBody(
      String object,
      String id,
      String name,
      String prefix,
      List<String> scopes,
      @Nullable Instant expiresAt,
      @Nullable Instant lastUsedAt,
      @Nullable Instant revokedAt,
      Instant createdAt,
      String createdBy,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String token) {

    static TokenBody of(ApiToken token) {
      return of(token, null);
    }

    static TokenBody of(TokenMaking.Made made) {
      return of(made.token(), made.secret().reveal());
    }

    private static TokenBody of(ApiToken token, @Nullable String secret) {
      return new TokenBody(
          "token",
          PublicId.of(IdKind.TOKEN, token.id()),
          token.name(),
          token.prefix(),
          Scope.codes(token.scopes()),
          token.expiresAt(),
          token.lastUsedAt(),
          token.revokedAt(),
          token.createdAt(),
          token.createdBy(),
          secret);
    }

    /** The same without the secret. */
    TokenBody withoutSecret() {
      return new TokenBody(
          object,
          id,
          name,
          prefix,
          scopes,
          expiresAt,
          lastUsedAt,
          revokedAt,
          createdAt,
          createdBy,
          null);
    }

    /** The secret is in the answer alone, and in nothing that prints this. */
    @Override
    public String toString() {
      return "token " + id;
    }
  }

  /**
   * A token to be made.
   *
   * @param name what it is for, 1 to 100 characters
   * @param scopes what it may do, each a scope that your own token has
   * @param expiresAt from when on it opens nothing; null: never
   */
  record TokenToMake(
      @Required @Nullable String name,
      @Required @Nullable List<String> scopes,
      @Nullable String expiresAt) {

    NewToken read(String createdBy, Instant now) {
      Fields fields = new Fields();
      var nameField = fields.required("name", name, text -> text);
      var scopesField = fields.required("scopes", scopes, TokenToMake::scopes);
      var expiresField =
          fields.optional("expires_at", expiresAt, text -> Times.instant("expires_at", text));
      return fields.build(
          () ->
              new NewToken(
                  nameField.get(), scopesField.get(), expiresField.orNull(), createdBy, now));
    }

    private static Set<Scope> scopes(List<String> codes) {
      Set<Scope> scopes = EnumSet.noneOf(Scope.class);
      for (String code : codes) {
        scopes.add(
            Scope.find(String.valueOf(code))
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "scopes must each be one of "
                                + Arrays.stream(Scope.values())
                                    .map(Scope::code)
                                    .collect(Collectors.joining(", ")))));
      }
      return scopes;
    }
  }
}
