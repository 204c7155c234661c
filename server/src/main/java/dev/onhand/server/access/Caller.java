package dev.onhand.server.access;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.ApiToken;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.access.User;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who a request acts for, as handlers take it by a parameter of this type. Immutable, and shared by
 * all requests with one token, or one that a person makes.
 */
public final class Caller {

  private final SellerId seller;
  private final String actor;
  private final EnumSet<Scope> scopes;
  private final @Nullable Long person;

  Caller(ApiToken token) {
    this.seller = token.seller();
    this.actor = "token:" + token.name();
    this.scopes = EnumSet.noneOf(Scope.class);
    this.scopes.addAll(token.scopes());
    this.person = null;
  }

  Caller(User user) {
    this.seller = user.seller();
    this.actor = user.actor();
    this.scopes = EnumSet.noneOf(Scope.class);
    this.scopes.addAll(user.role().scopes());
    this.person = user.person();
  }

  public SellerId seller() {
    return seller;
  }

  /** How the journal calls who did it. */
  public String actor() {
    return actor;
  }

  /** Who it is, the same for all sellers they act for; empty: a token. */
  public Optional<Long> person() {
    return Optional.ofNullable(person);
  }

  /** Whether the caller has this scope. */
  public boolean may(Scope scope) {
    return scopes.contains(scope);
  }

  /** Whether the caller has all these scopes. */
  boolean mayAll(Set<Scope> wanted) {
    return scopes.containsAll(wanted);
  }

  @Override
  public String toString() {
    return actor;
  }
}
