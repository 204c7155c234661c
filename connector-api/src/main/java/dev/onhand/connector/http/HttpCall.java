package dev.onhand.connector.http;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request to a channel.
 *
 * @param path below the account's base address, with its query
 * @param changes whether it may change something there
 * @param purpose what it is for, in the record of calls
 * @param costs what it counts to each of the channel's rates, by name
 */
public record HttpCall(
    Method method,
    String path,
    Map<String, String> headers,
    @Nullable String contentType,
    byte[] body,
    boolean changes,
    Purpose purpose,
    Map<String, Long> costs) {

  private static final Set<String> OF_THE_WAY =
      Set.of("host", "connection", "content-length", "content-type", "transfer-encoding");

  /** So many characters of a call are enough for people. */
  private static final int SHOWN_MAX = 100;

  /** The methods that channels use. */
  public enum Method {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE
  }

  public HttpCall {
    headers = Map.copyOf(headers);
    costs = Map.copyOf(costs);
  }

  /** Asks for something; counts as one call to these rates. */
  public static HttpCall get(String path, Purpose purpose, String... rates) {
    return new HttpCall(
        Method.GET, path, Map.of(), null, new byte[0], false, purpose, one(List.of(rates)));
  }

  /** Changes something, with JSON; counts as one call to these rates. */
  public static HttpCall send(
      Method method, String path, String json, Purpose purpose, String... rates) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    return send(method, path, "application/json", body, purpose, rates);
  }

  /** Changes something, with a file of some type; counts as one call to these rates. */
  public static HttpCall send(
      Method method,
      String path,
      @Nullable String type,
      byte[] body,
      Purpose purpose,
      String... rates) {
    return new HttpCall(method, path, Map.of(), type, body, true, purpose, one(List.of(rates)));
  }

  /** Asks for something with the fields of a form: a token, mostly. */
  public static HttpCall form(String path, Map<String, String> fields, Purpose purpose) {
    String body =
        new TreeMap<>(fields)
            .entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    return new HttpCall(
        Method.POST,
        path,
        Map.of(),
        "application/x-www-form-urlencoded; charset=UTF-8",
        body.getBytes(StandardCharsets.UTF_8),
        false,
        purpose,
        Map.of());
  }

  /** The same, which changes nothing though it carries a body: a query. */
  public HttpCall asking() {
    return new HttpCall(method, path, headers, contentType, body, false, purpose, costs);
  }

  /** The same, with a header more. */
  public HttpCall with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpCall(method, path, more, contentType, body, changes, purpose, costs);
  }

  /** The same, which counts so much to a rate. */
  public HttpCall costing(String rate, long units) {
    Map<String, Long> more = new TreeMap<>(costs);
    more.put(rate, units);
    return new HttpCall(method, path, headers, contentType, body, changes, purpose, more);
  }

  /** The same, with a parameter more in its query; an empty one is left out. */
  public HttpCall query(String name, String value) {
    String more = (path.contains("?") ? "&" : "?") + name + "=" + encoded(value);
    return value.isEmpty()
        ? this
        : new HttpCall(method, path + more, headers, contentType, body, changes, purpose, costs);
  }

  /** Where it goes, below an address. */
  public String address(URI base) {
    String start = base.toString();
    return (start.endsWith("/") ? start.substring(0, start.length() - 1) : start) + path;
  }

  /**
   * @throws IllegalArgumentException if no header may be set by that name: it is none, or says how
   *     a message is sent, and where
   */
  public static void requireHeaderName(String name) {
    boolean isName = name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    if (!isName || OF_THE_WAY.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("must be the name of a header that may be set");
    }
  }

  /** A text as it may stand in a path or a query. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * A path with these put in, as they may stand there.
   *
   * @param form as {@link String#formatted} takes it, with {@code %s} for each
   */
  public static String path(String form, Object... parts) {
    return form.formatted(Stream.of(parts).map(it -> encoded(it.toString())).toArray());
  }

  private static Map<String, Long> one(List<String> rates) {
    return rates.stream().collect(Collectors.toMap(rate -> rate, rate -> 1L));
  }

  /**
   * As people are told of it: without its body and headers, which may hold what must not be seen,
   * and of a long query only the beginning.
   */
  @Override
  public String toString() {
    String whole = path.isEmpty() ? method.name() : method + " " + path;
    return whole.length() <= SHOWN_MAX ? whole : whole.substring(0, SHOWN_MAX) + "…";
  }
}
