package dev.onhand.sandbox.bol;

import dev.onhand.sandbox.Limit;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.wire.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What every answer tells of the limit that its call counts to. Not thread-safe. */
final class Windows {
  private record Window(Instant end, int made) {}

  private final List<Limit> limits;
  private final Map<Purpose, Window> windows = new EnumMap<>(Purpose.class);

  Windows(List<Limit> limits) {
    this.limits = limits;
  }

  Response counted(Purpose purpose, Response response, Instant now) {
    Optional<Limit> limit =
        limits.stream().filter(it -> it.purposes().contains(purpose)).findFirst();
    return limit.map(it -> counted(it, purpose, response, now)).orElse(response);
  }

  private Response counted(Limit limit, Purpose purpose, Response response, Instant now) {
    Window before = windows.getOrDefault(purpose, new Window(Instant.MIN, 0));
    Window window =
        now.isBefore(before.end())
            ? new Window(before.end(), before.made() + 1)
            : new Window(now.plus(limit.window()), 1);
    windows.put(purpose, window);
    return response
        .with("X-RateLimit-Limit", "" + limit.max())
        .with("X-RateLimit-Remaining", "" + Math.max(0, limit.max() - window.made()))
        .with("X-RateLimit-Reset", seconds(Duration.between(now, window.end())));
  }

  /** Whole seconds: a window is not over before. */
  static String seconds(Duration time) {
    return "" + (time.toSeconds() + (time.toNanosPart() > 0 ? 1 : 0));
  }
}
