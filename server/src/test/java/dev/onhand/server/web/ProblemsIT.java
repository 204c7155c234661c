package dev.onhand.server.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a request, the answer is a problem, and says nothing of the inside. */
class ProblemsIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static final String PRODUCTS = "/api/v1/products";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET    | /api/v1/nothing                       | 404 | not_found
          GET    | /nothing                              | 404 | not_found
          DELETE | /api/v1/products                      | 405 | method_not_allowed
          PUT    | /api/v1/products/X                    | 405 | method_not_allowed
          TRACE  | /api/v1/products                      | 405 | method_not_allowed
          GET    | /api/v1/products/UNKNOWN              | 404 | not_found
          GET    | /api/v1/products/%00                  | 400 | invalid_request
          GET    | /api/v1/products/%20A                 | 400 | invalid_request
          GET    | /api/v1/products?limit=0              | 400 | invalid_request
          GET    | /api/v1/products?limit=201            | 400 | invalid_request
          GET    | /api/v1/products?limit=1e2            | 400 | invalid_request
          GET    | /api/v1/products?star_after=x         | 400 | invalid_request
          GET    | /api/v1/products?q=a&q=b              | 400 | invalid_request
          GET    | /api/v1/products?q=%00                | 400 | invalid_request
          GET    | /api/v1/products?gtin=12              | 400 | invalid_request
          GET    | /api/v1/products?starting_after=loc_1 | 400 | invalid_request
          GET    | /api/v1/../metrics                    | 400 | invalid_request
          """)
  void answersWithAProblem(String method, String path, int status, String code) {
    Answer answer = SERVER.admin().send(method, path, null);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
    assertIsProblem(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                         | ''        | JSON body is needed
          nonsense onh_live_secret                   | ''        | not valid JSON
          {"sku":"A"                                 | ''        | not valid JSON
          {"sku":"A"}}                               | ''        | not valid JSON
          []                                         | ''        | an object
          {"sku":1}                                  | /sku      | a text in quotes
          {"sku":true}                               | /sku      | a text in quotes
          {"sku":"A","floor":"0"}                    | /floor    | a whole number
          {"sku":"A","floor":0.5}                    | /floor    | a whole number
          {"sku":"A","floor":-1.0}                   | /floor    | a whole number
          {"sku":"A","floor":-1e3}                   | /floor    | a whole number
          {"sku":"A","floor":NaN}                    | ''        | not valid JSON
          {"sku":"A","floor":-99999999999999999999}  | /floor    | a whole number
          {"sku":"A","floor":-1000000001}            | /floor    | at least -1000000000
          {"sku":"A","floor":1}                      | /floor    | 0 or less
          {"sku":"A","sku":"B"}                      | ''        | given twice
          {"sku":"A","seller_id":2}                  | /seller_id | no field 'seller_id'
          {"name":"A"}                               | /sku      | sku is missing
          {"sku":""}                                 | /sku      | empty
          {"sku":"\\u0000"}                          | /sku      | U+0000
          {"sku":"\\ud800"}                          | /sku      | U+D800
          {"sku":"A\\u202eB"}                        | /sku      | U+202E
          {"sku":"sku_0000000000001"}                | /sku      | form of an id
          {"sku":"A","gtin":"4006381333932"}         | /gtin     | check digit
          {"sku":"A","tracking":"maybe"}             | /tracking | tracked
          {"sku":"A","tracking":"untracked","floor":0} | /floor  | must be null
          """)
  void saysWhatIsWrongWithABody(String body, String pointer, String detail) {
    Answer answer = SERVER.admin().post(PRODUCTS, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid_request");
    assertThat(answer.at("/detail")).contains(detail);
    assertThat(answer.at("/errors/0/pointer")).isEqualTo(pointer);
    assertThat(answer.text()).doesNotContain("onh_live_secret");
    assertIsProblem(answer);
  }

  @Test
  void tellsAllThatIsWrongAtOnce() {
    Answer answer =
        SERVER.admin().post(PRODUCTS, "{\"sku\":\" \",\"gtin\":\"1\",\"tracking\":\"x\"}");
    assertThat(answer.json().at("/errors").size()).isEqualTo(3);
  }

  @Test
  void refusesOtherBodiesAndFormats() {
    assertThat(SERVER.admin().post(PRODUCTS, "a=b", "Content-Type", "text/plain").code())
        .isEqualTo("unsupported_media_type");
    assertThat(SERVER.admin().send("GET", PRODUCTS, null, "Accept", "application/xml").code())
        .isEqualTo("not_acceptable");
  }

  @Test
  void refusesABodyThatIsTooLong() {
    String text = "{\"sku\":\"" + "x".repeat((int) JsonRules.BODY_BYTES_MAX) + "\"}";
    Answer answer = SERVER.admin().post(PRODUCTS, text);
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.code()).isEqualTo("too_large");
  }

  @Test
  void refusesADeepOrLongJson() {
    assertThat(SERVER.admin().post(PRODUCTS, "[".repeat(10_000)).status()).isEqualTo(400);
    String keys = "{" + "\"a\":1,".repeat(1_000_000) + "\"b\":1}";
    assertThat(SERVER.admin().post(PRODUCTS, keys).status()).isEqualTo(400);
    String number = "{\"sku\":\"A\",\"floor\":" + "9".repeat(1_000_000) + "}";
    assertThat(SERVER.admin().post(PRODUCTS, number).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NONSENSE\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
        "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /\u0001 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n"
      })
  void answersWhatIsNoHttpWithAProblem(String request) throws IOException {
    String answer = raw(request);
    assertThat(answer).startsWith("HTTP/1.1 ").contains("application/problem+json");
    assertThat(answer).contains("Request-Id: req_").contains("\"request_id\":\"req_");
    assertThat(answer.toLowerCase(java.util.Locale.ROOT))
        .doesNotContain("<html", "apache", "tomcat", "exception");
  }

  @Test
  void refusesHeadersThatAreTooLong() throws IOException {
    String answer = raw("GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(100_000) + "\r\n\r\n");
    assertThat(answer).contains("application/problem+json").doesNotContain("<html");
  }

  @Test
  void refusesAChunkedBodyThatIsTooLong() throws IOException {
    String chunk = "100000\r\n" + " ".repeat(0x100000) + "\r\n";
    String answer =
        raw(
            "POST "
                + PRODUCTS
                + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                + SERVER.adminToken()
                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + chunk.repeat(17)
                + "0\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 413").contains("too_large");
  }

  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", SERVER.server().port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      byte[] answer = new byte[4_000];
      int length = 0;
      while (length < answer.length) {
        int read = socket.getInputStream().read(answer, length, answer.length - length);
        if (read < 0 || new String(answer, 0, length + read, ISO_8859_1).endsWith("}")) {
          length += Math.max(0, read);
          break;
        }
        length += read;
      }
      return new String(answer, 0, length, ISO_8859_1);
    }
  }

  private static void assertIsProblem(Answer answer) {
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.at("/type")).isEqualTo("https://onhand.dev/problems/" + answer.code());
    assertThat(answer.at("/request_id")).isEqualTo(answer.header("Request-Id")).startsWith("req_");
    assertThat(answer.json().at("/status").asInt()).isEqualTo(answer.status());
    assertThat(answer.text()).doesNotContain("Exception", "select ", "jdbc", "org.", "java");
  }
}
