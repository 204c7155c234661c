package dev.onhand.sandbox.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request.
 *
 * @param path as sent, still percent-encoded, without the query
 * @param query as sent, still percent-encoded, without the question mark; empty if there is none
 * @param headers by name in lower case; of a repeated header the last value
 */
public record Request(
    String method, String path, String query, Map<String, String> headers, byte[] body) {

  public Request {
    headers = Map.copyOf(headers);
  }

  /** The header of that name, in whatever case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The body as UTF-8 text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * The same request below a folder: {@code /shop/ws/orders} below {@code /shop} is {@code
   * /ws/orders}.
   */
  public Request below(String folder) {
    return new Request(method, path.substring(folder.length()), query, headers, body);
  }

  /** The parts of the path between its slashes, decoded; a slash at the end adds none. */
  public List<String> segments() {
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/")) {
      if (!segment.isEmpty()) {
        segments.add(decoded(segment.replace("+", "%2B")));
      }
    }
    return segments;
  }

  /** The parameters of the query, decoded, in the order sent; each with all its values. */
  public Map<String, List<String>> parameters() {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.computeIfAbsent(decoded(name), _ -> new ArrayList<>()).add(decoded(value));
      }
    }
    return parameters;
  }

  /** The last value of a parameter of the query. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters().get(name)).map(List::getLast);
  }

  /** A request whose parameters are those of the form in the body. */
  public Request form() {
    return new Request(method, path, text(), headers, new byte[0]);
  }

  /** Whether it signs in with that name and password in the header {@code Authorization}. */
  public boolean isBy(String name, String password) {
    byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return header("Authorization")
        .orElse("")
        .equals("Basic " + Base64.getEncoder().encodeToString(pair));
  }

  /** What is not encoded well stays as it is. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }
}
