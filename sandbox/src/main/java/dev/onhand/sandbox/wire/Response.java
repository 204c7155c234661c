package dev.onhand.sandbox.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One HTTP response as it should be. Date and length are added when it is sent.
 *
 * @param headers in the order in which they are sent; a name may come twice
 */
public record Response(int status, List<Header> headers, byte[] body) {

  /** One line of a head. */
  public record Header(String name, String value) {}

  public Response {
    headers = List.copyOf(headers);
  }

  public static Response of(int status, String type, String body) {
    return new Response(
        status, List.of(new Header("Content-Type", type)), body.getBytes(StandardCharsets.UTF_8));
  }

  public static Response json(int status, String body) {
    return of(status, "application/json", body);
  }

  public static Response html(int status, String title) {
    return of(
        status,
        "text/html; charset=utf-8",
        "<!DOCTYPE html><html><head><title>%1$s</title></head><body><h1>%1$s</h1></body></html>"
            .formatted(title));
  }

  /** The same response with one more header. */
  public Response with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Response(status, more, body);
  }
}
