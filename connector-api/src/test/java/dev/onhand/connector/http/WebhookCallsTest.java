package dev.onhand.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.onhand.connector.http.WebhookCalls.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookCallsTest {

  private static final AddressRules LOOPBACK =
      new AddressRules(List.of(AddressRules.Network.parse("127.0.0.0/8")));

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private byte[] answer = new byte[0];

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(
          "%s %s %s %s"
              .formatted(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI(),
                  exchange.getRequestHeaders().getFirst("X-Proof"),
                  new String(exchange.getRequestBody().readAllBytes())));
      exchange.getResponseHeaders().set("Location", "/elsewhere");
      exchange.sendResponseHeaders(302, answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private URI at(String host, String path) {
    return URI.create("http://" + host + ":" + server.getAddress().getPort() + path);
  }

  private static Outcome post(AddressRules rules, URI address) throws InterruptedException {
    try (WebhookCalls calls =
        new WebhookCalls(rules, Duration.ofSeconds(5), InstantSource.system())) {
      return calls.post(address, Map.of("X-Proof", "signed"), "{}".getBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/hook", "/hook/", "/hook?key=a%20b", "/"})
  void postsToTheVeryAddressAndFollowsNoRedirect(String path) throws Exception {
    Outcome outcome = post(LOOPBACK, at("127.0.0.1", path));
    assertThat(asked).containsExactly("POST " + path + " signed {}");
    assertThat(((Outcome.Answered) outcome).reply().status()).isEqualTo(302);
  }

  @Test
  void postsToTheRootWhereNoPathIsGiven() throws Exception {
    post(LOOPBACK, at("127.0.0.1", ""));
    assertThat(asked).containsExactly("POST / signed {}");
  }

  @Test
  void readsNoAnswerWithoutEnd() throws Exception {
    answer = new byte[300 * 1024];
    assertThat(((Outcome.NoAnswer) post(LOOPBACK, at("127.0.0.1", "/"))).why())
        .contains("longer than 262144 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433"})
  void callsNothingOfOurNetworkWhateverItIsCalled(String host) throws Exception {
    Outcome outcome = post(AddressRules.PUBLIC_ONLY, at(host, "/"));
    assertThat(outcome).isInstanceOf(Outcome.NoAnswer.class);
    assertThat(asked).isEmpty();
  }

  @Test
  void takesPlainHttpForThisMachineAloneAndOnlyWhereThatIsAllowed() {
    try (WebhookCalls open =
            new WebhookCalls(
                AddressRules.PUBLIC_ONLY, Duration.ofSeconds(1), InstantSource.system());
        WebhookCalls local =
            new WebhookCalls(LOOPBACK, Duration.ofSeconds(1), InstantSource.system())) {
      assertThat(open.address("https://example.com/a?b=c").toString())
          .isEqualTo("https://example.com/a?b=c");
      assertThat(local.address("http://127.0.0.1:8080/").getPort()).isEqualTo(8080);
      assertThatThrownBy(() -> open.address("http://127.0.0.1:8080/"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("https://");
      assertThatThrownBy(() -> local.address("http://example.com/"))
          .hasMessageContaining("https://");
      assertThatThrownBy(() -> open.address("https://a:b@example.com/"))
          .hasMessageContaining("name or password");
      assertThatThrownBy(() -> open.address("https:///x")).hasMessageContaining("url");
      assertThatThrownBy(() -> open.address("nothing")).hasMessageContaining("url");
    }
  }
}
