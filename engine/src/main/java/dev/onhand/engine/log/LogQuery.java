package dev.onhand.engine.log;

import dev.onhand.engine.alerts.Alert.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which lines are wanted.
 *
 * @param levelMin lines less bad than this are left out
 * @param grep only lines that contain this text; null: all
 * @param since only lines from then on; null: all
 * @param limit 1 to {@value #LIMIT_MAX} lines
 */
public record LogQuery(
    Severity levelMin, @Nullable String grep, @Nullable Instant since, int limit) {

  public static final int LIMIT_MAX = 1_000;

  public LogQuery {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new IllegalArgumentException("limit must be from 1 to " + LIMIT_MAX + ", not " + limit);
    }
  }

  public boolean wants(LogLine line) {
    return line.level().compareTo(levelMin) >= 0 && (grep == null || line.contains(grep));
  }
}
