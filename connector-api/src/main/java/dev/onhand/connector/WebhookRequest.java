package dev.onhand.connector;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
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

  /** By how much a signed time may differ from ours. */
  public static final Duration TOLERANCE = Duration.ofMinutes(5);

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
   * The only value of a parameter of the query; empty if it is missing or empty, is not well
   * formed, or there are several.
   */
  public Optional<String> parameter(String name) {
    String start = name + "=";
    List<String> values =
        Arrays.stream(query.split("&"))
            .filter(part -> part.startsWith(start))
            .map(part -> part.substring(start.length()))
            .toList();
    try {
      return values.size() == 1
          ? Optional.of(URLDecoder.decode(values.getFirst(), StandardCharsets.UTF_8))
              .filter(value -> !value.isEmpty())
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The only value of a header without which nothing is proved.
   *
   * @throws ForgedWebhookException if it is missing or empty, or there are several
   */
  public String required(String name) {
    return header(name)
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> new ForgedWebhookException("the header %s is missing".formatted(name)));
  }

  /**
   * Checks that a call was sent now, by a header with the time in seconds: what is older, or
   * further ahead of our clock, may be a replay. To be asked once the header is proved.
   *
   * @throws ForgedWebhookException if it was not, or does not say
   */
  public void requireNow(String header) {
    String time = required(header);
    try {
      Instant sentAt = Instant.ofEpochSecond(Long.parseLong(time));
      if (Duration.between(sentAt, receivedAt).abs().compareTo(TOLERANCE) <= 0) {
        return;
      }
    } catch (NumberFormatException | DateTimeException e) {
      throw new ForgedWebhookException(header + " is not a time in seconds");
    }
    throw new ForgedWebhookException(
        "it was sent more than %d minutes before or after now: check the clocks"
            .formatted(TOLERANCE.toMinutes()));
  }
}
