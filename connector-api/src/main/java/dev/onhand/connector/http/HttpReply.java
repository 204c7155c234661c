package dev.onhand.connector.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * What a channel answered, whole.
 *
 * @param headers by name in small letters
 * @param sentAt when the call left, by our clock
 * @param answeredAt when the answer was there, by our clock
 */
public record HttpReply(
    int status,
    Map<String, List<String>> headers,
    byte[] body,
    Instant sentAt,
    Instant answeredAt) {

  /** Nobody is kept waiting longer by what a header says. */
  static final Duration WAIT_MAX = Duration.ofHours(24);

  private static final int DIGITS_MAX = 9;

  private static final Pattern CHARSET = Pattern.compile("(?i)charset=\"?([\\w.:-]+)");

  /** An address and its parameters. */
  private static final Pattern LINK = Pattern.compile("<([^>]*)>([^,<]*)");

  public HttpReply {
    headers = Map.copyOf(headers);
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The text in the charset that the channel names; in UTF-8 where it names none that is known. */
  public String decoded() {
    Matcher named = CHARSET.matcher(header("content-type").orElse(""));
    boolean isKnown = named.find() && Charset.isSupported(named.group(1));
    return isKnown ? new String(body, Charset.forName(named.group(1))) : text();
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  /**
   * The same, with a body that lay there packed, by gzip, unpacked.
   *
   * @param bytesMax the most that it may be then
   * @throws IllegalStateException if it is more, or cannot be unpacked
   */
  public HttpReply unpacked(int bytesMax) {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] bytes = in.readNBytes(bytesMax);
      if (in.read() >= 0) {
        throw new IllegalStateException("the document is longer than %d bytes".formatted(bytesMax));
      }
      return new HttpReply(status, headers, bytes, sentAt, answeredAt);
    } catch (IOException e) {
      throw new IllegalStateException("the document cannot be unpacked: " + e.getMessage(), e);
    }
  }

  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  public boolean isHtml() {
    return header("content-type").orElse("").toLowerCase(Locale.ROOT).startsWith("text/html");
  }

  /**
   * The address that a Link header gives for a relation, such as the next page (RFC 8288).
   *
   * @throws IllegalArgumentException if it is no address
   */
  public Optional<URI> link(String relation) {
    Pattern rel = Pattern.compile(";\\s*rel=\"?%s\"?\\s*(;|$)".formatted(relation));
    return headers.getOrDefault("link", List.of()).stream()
        .flatMap(value -> LINK.matcher(value).results())
        .filter(link -> rel.matcher(link.group(2)).find())
        .map(link -> URI.create(link.group(1)))
        .findFirst();
  }

  /** When the channel answered, by its own clock; empty if it does not say. */
  public Optional<Instant> channelTime() {
    return header("date").flatMap(HttpReply::httpDate);
  }

  /**
   * How long the channel says to wait, in seconds or until a date; at most {@link #WAIT_MAX}. Empty
   * if it does not say, or not so that it can be understood.
   */
  public Optional<Duration> retryAfter() {
    return header("retry-after")
        .map(String::strip)
        .flatMap(
            value -> value.matches("[0-9]+") ? seconds(value) : httpDate(value).map(this::until));
  }

  /**
   * How long it is from this answer to a time, by the channel's clock where it says its time, so
   * that a wrong clock here does not matter; 0 to {@link #WAIT_MAX}.
   */
  public Duration until(Instant time) {
    Duration wait = Duration.between(channelTime().orElse(answeredAt), time);
    return wait.isNegative() ? Duration.ZERO : shorter(wait);
  }

  private static Duration shorter(Duration wait) {
    return wait.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : wait;
  }

  private static Optional<Duration> seconds(String digits) {
    return Optional.of(
        digits.length() > DIGITS_MAX
            ? WAIT_MAX
            : shorter(Duration.ofSeconds(Long.parseLong(digits))));
  }

  private static Optional<Instant> httpDate(String value) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "HTTP " + status;
  }
}
