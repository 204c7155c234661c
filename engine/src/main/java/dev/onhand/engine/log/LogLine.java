package dev.onhand.engine.log;

import dev.onhand.engine.alerts.Alert.Severity;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A line of the log.
 *
 * @param context what it is about, by the names that S3's logs use, in order; values are texts or
 *     whole numbers
 */
public record LogLine(Instant at, Severity level, String message, Map<String, Object> context) {

  public LogLine {
    context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
  }

  /** Whether the message, a name or a value contains the text, upper and lower case alike. */
  public boolean contains(String text) {
    String wanted = text.toLowerCase(java.util.Locale.ROOT);
    return (message + " " + context).toLowerCase(java.util.Locale.ROOT).contains(wanted);
  }
}
