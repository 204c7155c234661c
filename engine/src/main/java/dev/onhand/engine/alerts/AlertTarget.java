package dev.onhand.engine.alerts;

import dev.onhand.core.alert.QuietHours;
import dev.onhand.core.alert.Telling;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.model.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of alerts, and how.
 *
 * @param data as people set it up
 * @param health how it fares
 * @param version grows with each change that a person makes
 */
public record AlertTarget(
    long id, Data data, Health health, Instant createdAt, String actor, long version) {

  /** The longest name. */
  public static final int NAME_LENGTH_MAX = 64;

  /** The longest time for which messages are gathered. */
  public static final int GATHER_MINUTES_MAX = 1_440;

  /** How they are told. */
  public enum Kind {
    /** An e-mail to one or more addresses. */
    EMAIL,
    /** A POST of {@code {"text": …}}, as Slack, Mattermost, Rocket.Chat and others take it. */
    SLACK;

    /** As written in the database and the API. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind of this code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Kind read(String code) {
      return Arrays.stream(values())
          .filter(kind -> kind.code().equals(code))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("kind must be email or slack"));
    }
  }

  /**
   * As people set it up.
   *
   * @param address of e-mail the addresses, with commas between; of Slack what of its address is no
   *     secret
   * @param severity alerts that are less bad are not told
   * @param quiet when nothing is told but what is critical; null: never
   * @param gatherMinutes for how long after a message what opens is gathered for the next
   * @param isOff nothing is told
   */
  public record Data(
      String name,
      Kind kind,
      String address,
      Severity severity,
      @Nullable QuietHours quiet,
      int gatherMinutes,
      boolean isOff) {

    /**
     * @throws IllegalArgumentException if it cannot be so
     */
    public Data {
      name = Text.identifier("name", name, NAME_LENGTH_MAX);
      if (gatherMinutes < 0 || gatherMinutes > GATHER_MINUTES_MAX) {
        throw new IllegalArgumentException(
            "gather_minutes must be from 0 to " + GATHER_MINUTES_MAX);
      }
    }

    /** When what is told. */
    public Telling telling() {
      return new Telling(quiet, Duration.ofMinutes(gatherMinutes));
    }
  }

  /**
   * How it fares.
   *
   * @param toldAt when the last message went; null: none did
   * @param failures in a row
   * @param failure what went wrong last; null: nothing yet
   * @param retryAt nothing is tried before; null: at any time
   */
  public record Health(
      @Nullable Instant toldAt,
      int failures,
      @Nullable String failure,
      @Nullable Instant failedAt,
      @Nullable Instant retryAt) {}
}
