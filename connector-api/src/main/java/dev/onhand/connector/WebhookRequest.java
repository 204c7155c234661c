package dev.onhand.connector;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A call as it came in.
 *
 * @param headers by name in lower case
 * @param query as it stands in the address, without the question mark
 * @param body its raw bytes, which signatures are made of
 * @param receivedAt when it reached us
 */
public record WebhookRequest(
    Map<String, List<String>> headers, String query, byte[] body, Instant receivedAt) {

  public WebhookRequest {
    headers = Map.copyOf(headers);
    body = body.clone();
  }

  @Override
  public byte[] body() {
    return body.clone();
  }

  /** The only value of a header; empty if it is missing or there are several. */
  public Optional<String> header(String name) {
    List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  /**
   * The only value of a header without which nothing is proved.
   *
   * @throws ForgedWebhookException if it is missing or empty, or there are several
   */
  String required(String name) {
    return header(name)
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> new ForgedWebhookException("the header %s is missing".formatted(name)));
  }
}
