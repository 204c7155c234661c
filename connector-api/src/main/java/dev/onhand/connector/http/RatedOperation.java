package dev.onhand.connector.http;

import dev.onhand.connector.Limits.Rate;
import dev.onhand.connector.http.HttpCall.Method;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** An operation of a channel that limits each apart: a channel's are an enum of these. */
public interface RatedOperation {

  /**
   * What is known of an operation.
   *
   * @param rate how often it may be called, by the name of its calls
   * @param path with {@code %s} for each part that differs from call to call
   */
  record Known(Rate rate, String path) {

    public Known(String calls, long units, Duration window, String path) {
      this(new Rate(calls, units, window), path);
    }
  }

  Known known();

  /** As the descriptor says them. */
  static List<Rate> rates(RatedOperation... all) {
    return Stream.of(all).map(it -> it.known().rate()).toList();
  }

  /** Asks for something. */
  default HttpCall get(Purpose purpose, Object... parts) {
    return alsoOf(HttpCall.get(path(parts), purpose));
  }

  /** Changes something, with JSON. */
  default HttpCall send(Method method, String json, Purpose purpose, Object... parts) {
    return alsoOf(HttpCall.send(method, path(parts), json, purpose));
  }

  private String path(Object... parts) {
    return HttpCall.path(known().path(), parts);
  }

  /** The same call, which counts to this one too. */
  default HttpCall alsoOf(HttpCall call) {
    return call.costing(known().rate().name(), 1);
  }
}
