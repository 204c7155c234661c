package dev.onhand.server.movements;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is at the edge of the possible, or beyond it, is refused with a reason, is never an error of
 * ours, and leaves no trace.
 */
class BoundariesIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static Client admin;
  private static String sku;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    Shop.open(SERVER);
    sku = Shop.product(admin);
    post("/api/v1/movements", movement(quantity("1000")));
  }

  static List<String> numbersThatAreNone() {
    return List.of(
        "0",
        "-1",
        "-0",
        "1.0",
        "1.5",
        "1e3",
        "1e308",
        "1e400",
        "1000000001",
        "2147483648",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "1".repeat(41),
        "9".repeat(2_000),
        "NaN",
        "Infinity",
        "-Infinity",
        "0x10",
        "010",
        "+1",
        "1_000",
        "1,000",
        "５",
        "\"5\"",
        "\"５\"",
        "\"1,000\"",
        "\"1e3\"",
        "\"\"",
        "true",
        "null",
        "[1]",
        "{}");
  }

  @ParameterizedTest
  @MethodSource("numbersThatAreNone")
  void refusesNumbersThatAreNone(String number) {
    leavesNoTrace(
        () -> {
          refuses(post("/api/v1/movements", movement(quantity(number))));
          refusesItem(post("/api/v1/movements:batch", batch(quantity(number))));
          refuses(post("/api/v1/transfers", transfer(number)));
          if (!List.of("0", "-0").contains(number)) { // there may be nothing on hand
            refuses(
                post(
                    "/api/v1/stock/" + sku + "/set",
                    "{\"location\":\"berlin\",\"on_hand\":" + number + "}"));
          }
        });
  }

  @Test
  void takesTheSmallestAndTheLargestNumber() {
    String other = Shop.product(admin);
    for (String number : List.of("1", "1000000000")) {
      String body = movement(quantity(number)).replace(sku, other);
      assertThat(post("/api/v1/movements", body).status()).isEqualTo(201);
    }
    assertThat(admin.get("/api/v1/stock/" + other).json().at("/on_hand").asLong())
        .isEqualTo(1_000_000_001L);
  }

  /** As JSON writes them, so that what cannot be written otherwise is an escape. */
  static List<String> textsThatAreNone() {
    return List.of(
        "",
        " ",
        "\\u0000",
        "a\\u0000b",
        "a\\u0007b",
        "a\\u007fb",
        "a\\u0085b",
        "\\ud800",
        "a\\udc00b",
        "\\udc00\\ud800",
        "a\\u200bb",
        "a\\u200db",
        "\\ufeffa",
        "a\\u202eb",
        "a\\u2066b",
        "a\\u2028b",
        "\\ufffe",
        "\\udbff\\udfff",
        " a",
        "a ",
        "\\u00a0a",
        "a\\u3000",
        "x".repeat(300),
        "x".repeat(10_240),
        "e\\u0301".repeat(400));
  }

  @ParameterizedTest
  @MethodSource("textsThatAreNone")
  void refusesTextsThatAreNone(String text) {
    leavesNoTrace(
        () -> {
          for (String field : List.of("sku", "location", "product_id", "reason", "state")) {
            refuses(post("/api/v1/movements", with(field, text)));
          }
          refuses(post("/api/v1/movements", with("cause", "kind", text)));
          refuses(post("/api/v1/movements", with("cause", "reference", text)));
          refusesItem(
              post(
                  "/api/v1/movements:batch",
                  batch(quantity("1")).replaceFirst("\"key\":\"[^\"]*\"", key(text))));
          refuses(post("/api/v1/transfers", transfer("1").replace("T-1", text)));
          refuses(admin.post("/api/v1/products", "{\"sku\":\"" + text + "\"}"));
        });
  }

  @ParameterizedTest
  @MethodSource("textsThatAreNone")
  void refusesNotesWithForbiddenCharacters(String text) {
    if (text.contains("\\u") && !text.startsWith("e\\u0301") && !isBlank(text)) {
      leavesNoTrace(() -> refuses(post("/api/v1/movements", with("note", text))));
    }
  }

  private static boolean isBlank(String text) {
    return text.equals("\\u00a0a") || text.equals("a\\u3000");
  }

  @Test
  void takesTheSameTextInOneForm() {
    String composed = "caf\u00e9-" + UUID.randomUUID();
    String decomposed = composed.replace("\u00e9", "e\u0301");
    assertThat(admin.post("/api/v1/products", "{\"sku\":\"" + decomposed + "\"}").at("/sku"))
        .isEqualTo(composed);
    assertThat(admin.post("/api/v1/products", "{\"sku\":\"" + composed + "\"}").status())
        .isEqualTo(409);
    String body = movement(quantity("1")).replace(sku, decomposed);
    Answer first =
        admin.post("/api/v1/movements", body, "Idempotency-Key", "key-" + composed.hashCode());
    assertThat(first.status()).isEqualTo(201);
    assertThat(first.at("/sku")).isEqualTo(composed);
  }

  @Test
  void tellsSkusApartThatDifferInCase() {
    String base = "Case-" + UUID.randomUUID();
    String twin = base.toUpperCase(java.util.Locale.ROOT);
    admin.post("/api/v1/products", "{\"sku\":\"" + base + "\"}");
    assertThat(admin.post("/api/v1/products", "{\"sku\":\"" + twin + "\"}").at("/warnings/0"))
        .contains(base);
    post("/api/v1/movements", movement(quantity("3")).replace(sku, base));
    assertThat(admin.get("/api/v1/stock/" + twin).json().at("/on_hand").asLong()).isZero();
  }

  @ParameterizedTest
  @MethodSource("headersThatAreNoKeys")
  void refusesKeysThatAreNone(String header) throws IOException {
    long before = movements();
    assertThat(statusOf(header)).isEqualTo(400);
    assertThat(movements()).isEqualTo(before);
  }

  static Stream<String> headersThatAreNoKeys() {
    return Stream.of(
        "",
        " ",
        "\"\"",
        "\"open",
        "\"a\"b\"",
        "\"a\\b",
        "x".repeat(256),
        "\" a\"",
        "a\u0001b",
        "a\u0000b");
  }

  /** By a bare socket: a client of the platform would not send such headers. */
  private static int statusOf(String key) throws IOException {
    byte[] body = movement(quantity("1")).getBytes(StandardCharsets.UTF_8);
    URI url = URI.create(SERVER.server().url());
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      String head =
          "POST /api/v1/movements HTTP/1.1\r\nHost: onhand\r\nConnection: close\r\nAuthorization: Bearer "
              + SERVER.adminToken()
              + "\r\nContent-Type: application/json\r\nContent-Length: "
              + body.length
              + "\r\nIdempotency-Key: "
              + key
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write(body);
      InputStream in = socket.getInputStream();
      String line = new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
      return Integer.parseInt(line.substring(9));
    }
  }

  @Test
  void refusesQueriesBeyondTheLimits() {
    for (String path :
        List.of(
            "/api/v1/movements?limit=99999999999999999999",
            "/api/v1/movements?limit=-1",
            "/api/v1/movements?starting_after=mov_zzzzzzzzzzzzz",
            "/api/v1/movements?occurred_from=0000-01-01T00:00:00Z",
            "/api/v1/movements?occurred_from=999999999-01-01T00:00:00Z",
            "/api/v1/movements?cause=%ED%A0%80",
            "/api/v1/movements?key=" + "x".repeat(256),
            "/api/v1/stock?q=" + "x".repeat(300),
            "/api/v1/stock?location=%E2%80%AE",
            "/api/v1/stock/" + sku + "?at=10000-01-01T00:00:00Z",
            "/api/v1/transfers?starting_after=mov_0000000000001")) {
      assertThat(admin.get(path).status()).as(path).isEqualTo(400);
    }
    for (String path :
        List.of(
            "/api/v1/movements/%00",
            "/api/v1/stock/" + "x".repeat(300),
            "/api/v1/stock/%E2%80%AE",
            "/api/v1/stock/" + sku + "/levels/%00",
            "/api/v1/transfers/trf_zzzzzzzzzzzzz")) {
      assertThat(admin.get(path).status()).as(path).isBetween(400, 404);
    }
  }

  private interface Requests {
    void send();
  }

  private static void leavesNoTrace(Requests requests) {
    long before = movements();
    requests.send();
    assertThat(movements()).isEqualTo(before);
    assertThat(admin.get("/api/v1/stock/" + sku).json().at("/on_hand").asLong()).isEqualTo(1_000);
  }

  private static void refuses(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isBetween(400, 422);
    assertThat(answer.code()).isNotEqualTo("internal");
  }

  /** One of a batch is refused by itself, or all of it where it is no JSON any more. */
  private static void refusesItem(Answer answer) {
    if (answer.status() == 200) {
      assertThat(answer.json().at("/refused").asInt()).as(answer.text()).isEqualTo(1);
    } else {
      refuses(answer);
    }
  }

  private static Answer post(String path, String body) {
    return admin.post(path, body, "Idempotency-Key", UUID.randomUUID().toString());
  }

  private static String quantity(String number) {
    return "\"quantity\":" + number;
  }

  private static String movement(String quantity) {
    return "{\"sku\":\"%s\",\"reason\":\"purchase\",\"location\":\"berlin\",%s}"
        .formatted(sku, quantity);
  }

  private static String with(String field, String text) {
    String name = "\"" + field + "\":";
    String body = movement(quantity("1"));
    return body.contains(name)
        ? body.replaceFirst(name + "\"[^\"]*\"", quoted(name + "\"" + text + "\""))
        : body.replace("}", "," + name + "\"" + text + "\"}");
  }

  private static String with(String object, String field, String text) {
    String kind = field.equals("kind") ? "" : "\"kind\":\"order\",";
    String body = movement(quantity("1"));
    return body.substring(0, body.length() - 1)
        + ",\"%s\":{%s\"%s\":\"%s\"}}".formatted(object, kind, field, text);
  }

  private static String batch(String quantity) {
    return "{\"items\":["
        + movement(quantity).replaceFirst("\\{", "{\"key\":\"" + UUID.randomUUID() + "\",")
        + "]}";
  }

  private static String key(String text) {
    return quoted("\"key\":\"" + text + "\"");
  }

  private static String quoted(String replacement) {
    return java.util.regex.Matcher.quoteReplacement(replacement);
  }

  private static String transfer(String quantity) {
    return """
        {"reference":"T-1","from_location":"berlin","to_location":"paris",
         "lines":[{"sku":"%s","quantity":%s}]}
        """
        .formatted(sku, quantity);
  }

  private static long movements() {
    return Shop.movements(SERVER);
  }
}
