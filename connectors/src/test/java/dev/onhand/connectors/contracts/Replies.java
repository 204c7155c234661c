package dev.onhand.connectors.contracts;

import dev.onhand.connector.http.HttpReply;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** Answers of channels, without a wire. */
public final class Replies {

  private Replies() {}

  public static HttpReply reply(int status, String body) {
    return new HttpReply(
        status, Map.of(), body.getBytes(StandardCharsets.UTF_8), Instant.EPOCH, Instant.EPOCH);
  }

  /** What stands in {@code recorded/NAME.json} beside a test. */
  public static HttpReply recorded(Class<?> test, String name) throws IOException {
    try (InputStream in = test.getResourceAsStream("recorded/%s.json".formatted(name))) {
      return reply(200, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
