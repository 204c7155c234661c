package dev.onhand.engine.access;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a token may do. No scope includes another: a token has just those it was given. */
public enum Scope {
  PRODUCTS_READ("products:read", "see products"),
  PRODUCTS_WRITE("products:write", "create and change products"),
  LOCATIONS_READ("locations:read", "see locations"),
  LOCATIONS_WRITE("locations:write", "create and change locations"),
  STOCK_READ("stock:read", "see stock, movements and transfers"),
  STOCK_WRITE("stock:write", "record movements, set stock, transfer, import"),
  ORDERS_READ("orders:read", "see orders, their reservations and channels"),
  ORDERS_WRITE("orders:write", "hand in orders and apply them again"),
  CHANNELS_WRITE("channels:write", "set up channels: what their statuses mean for stock"),
  LEDGER_VERIFY("ledger:verify", "verify the ledger and repair its levels"),
  JOBS_READ("jobs:read", "see jobs, queues and alerts"),
  JOBS_WRITE("jobs:write", "retry jobs, deal with alerts, and say which there are and who is told"),
  LOG_READ("log:read", "read what happened to stock, as a log"),
  EVENTS_READ("events:read", "see what happens as events, and where they are sent"),
  WEBHOOKS_WRITE("webhooks:write", "say where events are sent"),
  METRICS_READ("metrics:read", "read the metrics of the whole server"),
  SELLER_READ("seller:read", "see the seller's name, time zone and usual sourcing"),
  SELLER_WRITE("seller:write", "change the seller's name, time zone and usual sourcing"),
  TOKENS_ADMIN("tokens:admin", "see, make and revoke tokens"),
  USERS_ADMIN("users:admin", "see, make and change the people who sign in"),
  /** For those who run the server, not for a seller. */
  PLATFORM_ADMIN("platform:admin", "create sellers");

  private static final Map<String, Scope> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toMap(Scope::code, Function.identity()));

  private final String code;
  private final String description;

  Scope(String code, String description) {
    this.code = code;
    this.description = description;
  }

  /** As written in the database and the API. */
  public String code() {
    return code;
  }

  /** What it allows, to follow "may". */
  public String description() {
    return description;
  }

  public static Optional<Scope> find(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  /** All that concerns one seller: what the first token of a new seller may do. */
  public static Set<Scope> ofSeller() {
    return EnumSet.complementOf(EnumSet.of(PLATFORM_ADMIN, METRICS_READ));
  }

  /** Their codes, in the order of this list. */
  public static List<String> codes(Set<Scope> scopes) {
    return scopes.stream().sorted(Comparator.naturalOrder()).map(Scope::code).toList();
  }
}
