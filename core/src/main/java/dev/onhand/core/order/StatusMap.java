package dev.onhand.core.order;

import dev.onhand.model.Effect;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What each status of a channel means. A status that is not in it has no effect.
 *
 * @param rules by status in lower case
 */
public record StatusMap(Map<String, Rule> rules) {

  /**
   * What a status means.
   *
   * @param isReport for {@link Effect#FULFIL}: whether it says that the goods did leave. Where it
   *     does not (a shop that takes stock off when it begins to work on an order), cancelling puts
   *     back what was not reported shipped otherwise
   */
  public record Rule(Effect effect, boolean isReport) {

    static final Rule NONE = of(Effect.IGNORE);

    public static Rule of(Effect effect) {
      return new Rule(effect, effect == Effect.FULFIL);
    }

    /** Units leave the books, though nobody says that they left the house. */
    public static Rule fulfilUnreported() {
      return new Rule(Effect.FULFIL, false);
    }
  }

  /** Reserve at processing, fulfil at shipped, release at cancelled. */
  public static final StatusMap RESERVE_THEN_SHIP =
      of(
          Map.of(
              "processing", Rule.of(Effect.RESERVE),
              "shipped", Rule.of(Effect.FULFIL),
              "cancelled", Rule.of(Effect.RELEASE),
              "returned", Rule.of(Effect.RETURN)));

  /** Stock falls at processing; complete says that it left. */
  public static final StatusMap FULFIL_AT_PROCESSING =
      of(
          Map.of(
              "processing", Rule.fulfilUnreported(),
              "complete", Rule.of(Effect.FULFIL),
              "canceled", Rule.of(Effect.RELEASE),
              "cancelled", Rule.of(Effect.RELEASE),
              "closed", Rule.of(Effect.IGNORE)));

  /** Held at creation, reserved when paid. */
  public static final StatusMap HOLD_THEN_PAY =
      of(
          Map.of(
              "created", Rule.of(Effect.HOLD),
              "pending", Rule.of(Effect.HOLD),
              "paid", Rule.of(Effect.RESERVE),
              "shipped", Rule.of(Effect.FULFIL),
              "cancelled", Rule.of(Effect.RELEASE),
              "unpaid", Rule.of(Effect.RELEASE),
              "returned", Rule.of(Effect.RETURN)));

  /** Of holds that people and carts make, which are orders of a channel of their own. */
  public static final StatusMap HOLDS =
      of(Map.of("held", Rule.of(Effect.HOLD), "released", Rule.of(Effect.RELEASE)));

  /** The names of the maps that channels may start from; a channel that says none has the first. */
  public static final List<String> PRESETS =
      List.of("reserve_then_ship", "fulfil_at_processing", "hold_then_pay");

  /** The map of that name. */
  public static Optional<StatusMap> preset(String name) {
    return switch (name) {
      case "reserve_then_ship" -> Optional.of(RESERVE_THEN_SHIP);
      case "fulfil_at_processing" -> Optional.of(FULFIL_AT_PROCESSING);
      case "hold_then_pay" -> Optional.of(HOLD_THEN_PAY);
      case "holds" -> Optional.of(HOLDS);
      default -> Optional.empty();
    };
  }

  public StatusMap {
    rules = Map.copyOf(rules);
  }

  public static StatusMap of(Map<String, Rule> rules) {
    Map<String, Rule> lower = new TreeMap<>();
    rules.forEach((status, rule) -> lower.put(status.toLowerCase(Locale.ROOT), rule));
    return new StatusMap(lower);
  }

  /**
   * The map where some statuses mean something else.
   *
   * @param others by status in lower case
   */
  public StatusMap with(Map<String, Rule> others) {
    Map<String, Rule> all = new TreeMap<>(rules);
    all.putAll(others);
    return new StatusMap(all);
  }

  /**
   * What people and programs may do to any order, whatever its channel calls its statuses: these
   * stand in the order's log as a status does, and a newer one of the channel follows them.
   */
  public enum Operation {
    RESERVE_FOR_ORDER(Rule.of(Effect.RESERVE)),
    FULFILL_ORDER(Rule.of(Effect.FULFIL)),
    RELEASE_ORDER_RESERVATION(Rule.of(Effect.RELEASE));

    private final Rule rule;

    Operation(Rule rule) {
      this.rule = rule;
    }

    /** As it stands in the order's log. */
    public String status() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Map<String, Rule> OPERATIONS =
      Arrays.stream(Operation.values())
          .collect(Collectors.toMap(Operation::status, operation -> operation.rule));

  public Rule rule(String status) {
    String lower = status.toLowerCase(Locale.ROOT);
    Rule own = rules.get(lower);
    return own == null ? OPERATIONS.getOrDefault(lower, Rule.NONE) : own;
  }
}
