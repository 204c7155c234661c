package dev.onhand.engine.events;

import dev.onhand.model.Codes;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The kinds of events. */
public enum EventType {
  STOCK_LEVEL_CHANGED("stock.level.changed", "a movement was recorded"),
  ORDER_STATUS_CHANGED("order.status.changed", "an order is new, or its status in force changed"),
  ORDER_LINES_CHANGED(
      "order.lines.changed", "what is done for an order's lines was looked at anew"),
  LISTING_DRIFT_OPENED("listing.drift.opened", "a listing shows something else than it should"),
  ALERT_OPENED("alert.opened", "there is something that a person should know of");

  /** All there are. */
  public static final Set<EventType> ALL = Set.of(values());

  private final String code;
  private final String meaning;

  EventType(String code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** As written in the database, the API and what is sent. */
  public String code() {
    return code;
  }

  /** What has happened then. */
  public String meaning() {
    return meaning;
  }

  /**
   * The types of these codes.
   *
   * @throws IllegalArgumentException if one is not known
   */
  public static Set<EventType> read(Collection<String> codes) {
    Set<EventType> types = EnumSet.noneOf(EventType.class);
    for (String code : codes) {
      types.add(Codes.read("a type", values(), EventType::code, code));
    }
    return types;
  }

  /** Their codes, in the order of this list. */
  public static List<String> codes(Set<EventType> types) {
    return types.stream().sorted().map(EventType::code).toList();
  }
}
