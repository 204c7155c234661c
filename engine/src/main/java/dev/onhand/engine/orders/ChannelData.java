package dev.onhand.engine.orders;

import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderRules;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.core.order.Sourcing;
import dev.onhand.core.order.StatusMap;
import dev.onhand.model.Effect;
import dev.onhand.model.Text;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of a channel.
 *
 * @param name 0 to {@value #NAME_LENGTH_MAX} characters
 * @param preset the map of statuses it starts from, by the name that {@link StatusMap#preset} knows
 * @param statuses what is different from the preset, by status in lower case, at most {@value
 *     #STATUSES_MAX}; {@link Effect#IGNORE} takes a status of the preset away
 * @param sourcing null: as the seller's other channels
 * @param holdMinutes how long a hold lasts where the order does not say, 1 to {@value
 *     #HOLD_MINUTES_MAX}
 */
public record ChannelData(
    String name,
    String preset,
    Map<String, StatusMap.Rule> statuses,
    @Nullable Sourcing sourcing,
    int holdMinutes) {

  public static final int NAME_LENGTH_MAX = 200;
  public static final int STATUSES_MAX = 200;

  /** A year. */
  public static final int HOLD_MINUTES_MAX = 525_600;

  public static final int HOLD_MINUTES_DEFAULT = 60;

  public ChannelData {
    name = Text.free("name", name, NAME_LENGTH_MAX);
    if (StatusMap.preset(preset).isEmpty()) {
      throw new IllegalArgumentException(
          "preset must be one of %s, not '%s'"
              .formatted(String.join(", ", StatusMap.PRESETS), preset));
    }
    if (statuses.size() > STATUSES_MAX) {
      throw new IllegalArgumentException(
          "statuses must have at most %d entries, not %d".formatted(STATUSES_MAX, statuses.size()));
    }
    statuses = inLowerCase(statuses);
    if (holdMinutes < 1 || holdMinutes > HOLD_MINUTES_MAX) {
      throw new IllegalArgumentException(
          "hold_minutes must be from 1 to %d, not %d".formatted(HOLD_MINUTES_MAX, holdMinutes));
    }
  }

  private static Map<String, StatusMap.Rule> inLowerCase(Map<String, StatusMap.Rule> statuses) {
    Map<String, StatusMap.Rule> lower = new TreeMap<>();
    statuses.forEach(
        (status, rule) -> {
          String name = Text.identifier("statuses", status, OrderSnapshot.STATUS_LENGTH_MAX);
          if (lower.put(name.toLowerCase(Locale.ROOT), rule) != null) {
            throw new IllegalArgumentException(
                "statuses must have '%s' once: capitals make no difference".formatted(name));
          }
          if (rule.isReport() && rule.effect() != Effect.FULFIL) {
            throw new IllegalArgumentException(
                "statuses must not have a report for '%s': only fulfil says that goods left"
                    .formatted(name));
          }
        });
    return Map.copyOf(lower);
  }

  /** Holds come from this channel, which is Onhand's own. */
  public static final String HOLDS = "hold";

  /** A channel that says nothing of itself. */
  public static ChannelData usual(String code) {
    return new ChannelData(
        Text.identifier("channel", code, Order.Name.CHANNEL_LENGTH_MAX),
        code.equals(HOLDS) ? "holds" : StatusMap.PRESETS.getFirst(),
        Map.of(),
        null,
        HOLD_MINUTES_DEFAULT);
  }

  /** How its orders are treated, if the seller's channels are usually sourced like this. */
  public OrderRules rules(Sourcing usual) {
    return new OrderRules(
        StatusMap.preset(preset).orElseThrow().with(statuses), sourcing == null ? usual : sourcing);
  }
}
