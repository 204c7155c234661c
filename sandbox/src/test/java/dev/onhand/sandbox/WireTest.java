package dev.onhand.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.sandbox.backmarket.BackMarket;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault of the wire, as a client sees it. */
class WireTest {
  private static final String READ = "/ws/listings";

  private final Sandbox sandbox = new Sandbox(new HandClock(), 1);
  private final Account account = sandbox.open("shop", BackMarket.withToken("secret"));
  private final Client client =
      new Client(
          account.base(),
          Map.of("Authorization", "Basic secret", "User-Agent", "BM-Test-Onhand;test@example.org"));
  private Listing listing;

  @BeforeEach
  void listSomething() {
    listing = account.shop().list(Item.of("A"), 5);
  }

  @AfterEach
  void nothingFailedInTheSandboxItself() {
    sandbox.close();
    assertThat(account.failure()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "THROTTLED, 429",
    "THROTTLED_WITH_WAIT, 429",
    "SERVER_ERROR, 500",
    "UNAVAILABLE, 503",
    "HTML_ERROR, 502",
    "HTML_SUCCESS, 200",
    "FIREWALL, 403",
    "TOKEN_EXPIRED, 401",
  })
  void answersInPlaceOfTheWork(Fault fault, int status) throws IOException {
    account.faults().next(fault, 1);

    HttpResponse<String> answer = push(3);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(quantity()).isEqualTo(5);
    assertThat(account.faults().fired()).isEqualTo(Map.of(fault, 1L));
    assertThat(push(3).statusCode()).isEqualTo(200);
    assertThat(quantity()).isEqualTo(3);
  }

  @Test
  void tellsHowLongToWaitOnlyIfAsked() throws IOException {
    account.faults().next(Fault.THROTTLED, 1);
    assertThat(client.get(READ).headers().firstValue("Retry-After")).isEmpty();
    account.faults().next(Fault.THROTTLED_WITH_WAIT, 1);
    assertThat(client.get(READ).headers().firstValue("Retry-After")).contains("5");
  }

  @Test
  void resetConnectionDoesNothing() {
    account.faults().next(Fault.RESET, 2);
    assertThatThrownBy(() -> push(3)).isInstanceOf(IOException.class);
    assertThat(quantity()).isEqualTo(5);
    assertThat(account.faults().fired(Fault.RESET)).isPositive();
  }

  @Test
  void silenceOutlastsTheClient() {
    account.faults().next(Fault.SILENCE, 1);
    assertThatThrownBy(() -> client.timeout(Duration.ofMillis(200)).get(READ))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(account.faults().fired(Fault.SILENCE)).isOne();
  }

  @ParameterizedTest
  @EnumSource(names = {"REPLY_LOST", "TRUNCATED_BODY", "BAD_CHUNKING"})
  void spoiledReplyToWorkThatIsDone(Fault fault) {
    account.faults().next(fault, 1);
    assertThatThrownBy(() -> push(3)).isInstanceOf(IOException.class);
    assertThat(quantity()).isEqualTo(3);
    assertThat(account.faults().fired(fault)).isOne();
  }

  @Test
  void gatewayGivesUpOnWorkThatIsDone() throws IOException {
    account.faults().next(Fault.GATEWAY_TIMEOUT, 1);
    HttpResponse<String> answer = push(3);
    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(answer.body()).startsWith("<!DOCTYPE html>");
    assertThat(quantity()).isEqualTo(3);
  }

  @Test
  void slowBodyComesByteByByte() throws IOException {
    account.faults().next(Fault.SLOW_BODY, 1);
    HttpResponse<InputStream> answer = client.stream(READ);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValueAsLong("Content-Length").orElseThrow()).isPositive();
    try (InputStream body = answer.body()) {
      assertThat(body.read()).isEqualTo('{');
      assertThat(body.available()).isZero();
    }
  }

  @Test
  void endlessBodyNeverEnds() throws IOException {
    account.faults().next(Fault.ENDLESS_BODY, 1);
    try (InputStream body = client.stream(READ).body()) {
      assertThat(body.skip(50_000_000)).isEqualTo(50_000_000);
    }
  }

  @Test
  void gzipBombUnfolds() throws IOException {
    account.faults().next(Fault.GZIP_BOMB, 1);
    HttpResponse<InputStream> answer = client.stream(READ);
    assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    try (InputStream body = new GZIPInputStream(answer.body())) {
      assertThat(body.skip(200_000_000)).isEqualTo(200_000_000);
    }
  }

  @Test
  void dateIsThatOfTheShop() throws IOException {
    assertThat(client.get(READ).headers().firstValue("Date"))
        .contains("Fri, 20 Nov 2026 10:00:00 GMT");
    account.shop().skew(Duration.ofSeconds(90));
    assertThat(client.get(READ).headers().firstValue("Date"))
        .contains("Fri, 20 Nov 2026 10:01:30 GMT");
  }

  @Test
  void closingEndsRepliesThatWouldNotEnd() throws IOException {
    account.faults().next(Fault.ENDLESS_BODY, 1);
    try (InputStream body = client.stream(READ).body()) {
      sandbox.close();
      assertThatThrownBy(() -> body.skip(Long.MAX_VALUE)).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /shop/ws/%zz?page=%zz HTTP/1.1\r\n\r\n",
        "GET /%zz HTTP/1.1\r\n\r\n",
        "GET * HTTP/1.1\r\n\r\n",
        "POST /shop/ws/listings HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
      })
  void oddRequestIsAnswered(String text) throws IOException {
    assertThat(raw(text)).startsWith("HTTP/1.1 4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello\r\n\r\n",
        "GET / HTTP/1.1\r\nno header\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzebra\r\n"
      })
  void whatIsNoHttpEndsItsConnectionOnly(String text) throws IOException {
    assertThat(raw(text)).isEmpty();
    assertThat(client.get(READ).statusCode()).isEqualTo(200);
  }

  private String raw(String text) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", account.base().getPort())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void unknownAccountIsNotFound() throws IOException {
    Client nobody = new Client(sandbox.open("other", BackMarket.withToken("x")).base(), Map.of());
    assertThat(nobody.get("y/ws/listings").statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> push(int quantity) throws IOException {
    return client.post(READ + "/" + listing.id(), "{\"quantity\":" + quantity + "}");
  }

  private int quantity() {
    return account.shop().find(listing.id()).orElseThrow().quantity();
  }
}
