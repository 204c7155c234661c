package dev.onhand.engine.access;

import dev.onhand.model.Codes;
import java.util.EnumSet;
import java.util.Set;

/** What a person may do: each role may do all that those behind it may. */
public enum Role {
  /** All that concerns the seller. */
  OWNER("owner", Scope.ofSeller()),
  /** All but the seller's own settings; so people and tokens, but not owners. */
  ADMIN("admin", without(Scope.ofSeller(), EnumSet.of(Scope.SELLER_WRITE))),
  /** Adjusts and approves: all but people and tokens. */
  MANAGER("manager", without(ADMIN.scopes, EnumSet.of(Scope.USERS_ADMIN, Scope.TOKENS_ADMIN))),
  /** Counts, receives and imports. */
  OPERATOR(
      "operator",
      EnumSet.of(
          Scope.PRODUCTS_READ,
          Scope.LOCATIONS_READ,
          Scope.STOCK_READ,
          Scope.STOCK_WRITE,
          Scope.ORDERS_READ,
          Scope.JOBS_READ,
          Scope.LOG_READ,
          Scope.SELLER_READ)),
  /** Sees, and changes nothing. */
  VIEWER("viewer", without(OPERATOR.scopes, EnumSet.of(Scope.STOCK_WRITE)));

  private final String code;
  private final Set<Scope> scopes;

  Role(String code, Set<Scope> scopes) {
    this.code = code;
    this.scopes = Set.copyOf(scopes);
  }

  private static Set<Scope> without(Set<Scope> scopes, Set<Scope> others) {
    Set<Scope> rest = EnumSet.copyOf(scopes);
    rest.removeAll(others);
    return rest;
  }

  /** As written in the database and the API. */
  public String code() {
    return code;
  }

  public Set<Scope> scopes() {
    return scopes;
  }

  /**
   * The role of this code.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Role read(String code) {
    return Codes.read("role", values(), Role::code, code);
  }
}
