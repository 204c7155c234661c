package dev.onhand.engine.alerts;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.core.alert.Threshold;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.model.Codes;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a seller wants of a kind of alert, where that is not what usually holds.
 *
 * @param scope what it is for
 * @param watching from where on there is an alert; null: the kind is noticed, not watched
 * @param mode what follows
 * @param version another each time it is set, from 1
 */
public record AlertRule(
    long id,
    AlertKind kind,
    Scope scope,
    @Nullable Watching watching,
    Mode mode,
    String actor,
    Instant updatedAt,
    long version) {

  /**
   * What a rule is for, by the names that it has now; all null: all of the seller.
   *
   * @param sku of a product
   * @param location its code
   * @param channel its code
   */
  public record Scope(@Nullable String sku, @Nullable String location, @Nullable String channel) {

    public static final Scope ALL = new Scope(null, null, null);

    /**
     * Refuses what rules of a kind are not for.
     *
     * @throws IllegalArgumentException saying what
     */
    public void requireFits(AlertKind kind) {
      boolean fits =
          switch (kind.about()) {
            case NOTHING -> this.equals(ALL);
            case STOCK, LEVEL -> channel == null;
            case CHANNEL -> sku == null && location == null;
          };
      if (!fits) {
        String field = channel != null ? "channel" : sku != null ? "sku" : "location";
        throw new IllegalArgumentException(
            "%s does not go with rules of the kind %s; %s"
                .formatted(field, kind.code(), allowed(kind)));
      }
    }

    private static String allowed(AlertKind kind) {
      return switch (kind.about()) {
        case NOTHING -> "they are for all of the seller";
        case STOCK, LEVEL -> "they are for all, a product (sku), a location, or both";
        case CHANNEL -> "they are for all channels or one";
      };
    }
  }

  /**
   * From where on there is an alert.
   *
   * @param severity of it
   */
  public record Watching(Threshold threshold, Severity severity) {}

  /** What follows from an alert. */
  public enum Mode {
    /** People are told. */
    TOLD,
    /** It is on the page, and nobody is told. */
    PAGE,
    /** It is not watched: there is none. Only of what is watched. */
    OFF;

    /** As written in the database and the API. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The mode of this code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Mode read(String code) {
      return Codes.read("mode", values(), Mode::code, code);
    }
  }

  /** How bad an alert of a watched kind is, where no rule says. */
  public static Severity usualSeverity(AlertKind kind) {
    return switch (kind) {
      case OVERSELL_RISK, CHANNEL_DRIFT, CHANNEL_LAG, CHANNEL_STALE -> Severity.ERROR;
      default -> Severity.WARNING;
    };
  }
}
