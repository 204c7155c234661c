package dev.onhand.connector.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.onhand.connector.Cause;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.Limits;
import dev.onhand.connector.UnconfirmedException;
import dev.onhand.connector.http.AddressRules.Network;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorHttpTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Limits LIMITS =
      new Limits(
          1, List.of(new Limits.Rate("calls", 3, Duration.ofSeconds(10))), Duration.ofSeconds(10));
  private static final HttpCall READ = HttpCall.get("/ws/listings", Purpose.LISTINGS_READ);
  private static final HttpCall WRITE =
      HttpCall.send(HttpCall.Method.POST, "/ws/listings/1", "{}", Purpose.PUSH);

  private final HttpTransport transport =
      new HttpTransport(
          new AddressRules(List.of(Network.parse("127.0.0.0/8"))), Duration.ofMillis(700));
  private final List<CallRecord> records = new ArrayList<>();

  @AfterEach
  void close() {
    transport.close();
  }

  @Test
  void sendsWhatTheCallSaysAndGivesBackWhatWasAnswered() throws Exception {
    try (Wire wire = Wire.saying("HTTP/1.1 200 OK", "Content-Length: 2", "", "{}")) {
      HttpReply reply =
          to(wire).with("Authorization", "Basic abc").send(WRITE.with("Accept-Language", "fr-fr"));

      assertThat(reply.text()).isEqualTo("{}");
      assertThat(wire.requests().getFirst())
          .startsWith("POST /ws/listings/1 HTTP/1.1")
          .contains("Authorization: Basic abc", "Accept-Language: fr-fr")
          .contains("Content-Type: application/json");
      assertThat(records).extracting(CallRecord::status).containsExactly(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, LOGIN_REFUSED",
    "403, NOT_ALLOWED",
    "404, UNEXPECTED",
    "302, UNEXPECTED",
    "429, THROTTLED",
    "503, UNAVAILABLE",
    "500, UNAVAILABLE"
  })
  void takesAnUnexpectedAnswerToAQuestionForNothingDone(int status, Cause why) throws Exception {
    try (Wire wire = Wire.saying("HTTP/1.1 " + status + " X", "Content-Length: 0", "", "")) {
      assertThat(deferred(wire, READ).why()).isEqualTo(why);
      assertThat(records).extracting(CallRecord::why).containsExactly(why);
    }
  }

  @ParameterizedTest
  @CsvSource({"500", "502", "504"})
  void doesNotKnowWhetherAChangeThatFailedWasMade(int status) throws Exception {
    try (Wire wire = Wire.saying("HTTP/1.1 " + status + " X", "Content-Length: 0", "", "")) {
      assertThatThrownBy(() -> to(wire).send(WRITE)).isInstanceOf(UnconfirmedException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"429", "503", "401"})
  void knowsThatAChangeWasNotMadeThatWasTurnedAway(int status) throws Exception {
    try (Wire wire = Wire.saying("HTTP/1.1 " + status + " X", "Content-Length: 0", "", "")) {
      assertThatThrownBy(() -> to(wire).send(WRITE)).isInstanceOf(DeferredException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"200, UNREADABLE", "404, UNEXPECTED"})
  void takesAPageForPeopleForNoAnswerOfTheChannel(int status, Cause why) throws Exception {
    try (Wire wire =
        Wire.saying(
            "HTTP/1.1 " + status + " X",
            "Content-Type: text/html; charset=utf-8",
            "Content-Length: 2",
            "",
            "hi")) {
      DeferredException e =
          catchThrowableOfType(DeferredException.class, () -> to(wire).send(READ, 200, 404));

      assertThat(e.why()).isEqualTo(why);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'X-Reset: 1795176030', 30", // 30 seconds from the channel's own time
    "'X-Reset: 1795175990', 10", // in the past: as the limits say
    "'X-Other: 1', 10",
    "'Retry-After: 20', 20"
  })
  void waitsAsTheChannelSaysInAWayOfItsOwn(String header, long seconds) throws Exception {
    ReplyRules rules =
        ReplyRules.USUAL.waiting(
            reply ->
                reply
                    .header("X-Reset")
                    .map(time -> reply.until(Instant.ofEpochSecond(Long.parseLong(time)))));
    try (Wire wire =
        Wire.saying(
            "HTTP/1.1 429 X",
            "Date: Fri, 20 Nov 2026 12:00:00 GMT",
            header,
            "Content-Length: 0",
            "",
            "")) {
      DeferredException e =
          catchThrowableOfType(DeferredException.class, () -> to(wire).with(rules).send(READ));

      assertThat(e.why()).isEqualTo(Cause.THROTTLED);
      assertThat(e.waitAtLeast()).isEqualTo(Duration.ofSeconds(seconds));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | {\"code\":7,\"message\" : \"no right to list\"} | : no right to list",
        "application/json | {\"code\":7}                                  | ''",
        "application/json | no JSON                                       | ''",
        "text/html        | {\"message\":\"no right to list\"}            | ''"
      })
  void tellsWhatTheChannelSaysIsWrong(String type, String body, String told) throws Exception {
    try (Wire wire =
        Wire.saying(
            "HTTP/1.1 403 X",
            "Content-Type: " + type,
            "Content-Length: " + body.length(),
            "",
            body)) {
      ConnectorHttp http = to(wire).with(ReplyRules.USUAL.telling("message"));

      assertThatThrownBy(() -> http.send(READ))
          .hasMessage("GET /ws/listings answered HTTP 403" + told);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | 12:07 | : wrong; the clock here is 7 minutes off that of the channel",
        "401 | 11:53 | : wrong; the clock here is 7 minutes off that of the channel",
        "401 | 12:05 | : wrong",
        "403 | 12:07 | : wrong"
      })
  void saysThatOurClockIsOffWhereCallsThatTellTheTimeAreNotTaken(
      int status, String channelTime, String told) throws Exception {
    try (Wire wire =
        Wire.saying(
            "HTTP/1.1 %d X".formatted(status),
            "Date: Fri, 20 Nov 2026 %s:00 GMT".formatted(channelTime),
            "Content-Type: application/json",
            "Content-Length: 19",
            "",
            "{\"message\":\"wrong\"}")) {
      ConnectorHttp http =
          to(wire).with(ReplyRules.USUAL.telling("message").minding(Duration.ofMinutes(5)));

      assertThatThrownBy(() -> http.send(READ))
          .hasMessage("GET /ws/listings answered HTTP %d%s".formatted(status, told));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "<https://a.example/o?c=2>; rel=\"next\" | https://a.example/o?c=2",
        "<https://a.example/o?c=2>;rel=next | https://a.example/o?c=2",
        "</o?c=1>; rel=\"prev\", </o?c=3>; title=\"x\"; rel=\"next\" | /o?c=3",
        "</o?c=1>; rel=\"prev\" | none",
        "</o?c=1>; rel=\"nextmost\" | none",
        "nonsense | none"
      })
  void readsTheAddressOfARelation(String header, String address) {
    HttpReply reply = new HttpReply(200, Map.of("link", List.of(header)), new byte[0], NOON, NOON);

    assertThat(reply.link("next")).isEqualTo(Optional.ofNullable(address).map(URI::create));
  }

  @Test
  void doesNotKnowWhetherAChangeWasMadeThatWasAnsweredByAPageForPeople() throws Exception {
    try (Wire wire =
        Wire.saying("HTTP/1.1 200 OK", "Content-Type: text/html", "Content-Length: 2", "", "hi")) {
      assertThatThrownBy(() -> to(wire).send(WRITE)).isInstanceOf(UnconfirmedException.class);
    }
  }

  @Test
  void followsNoRedirect() throws Exception {
    try (Wire aim = Wire.saying("HTTP/1.1 200 OK", "Content-Length: 0", "", "");
        Wire wire =
            Wire.saying(
                "HTTP/1.1 302 Found", "Location: " + aim.address(), "Content-Length: 0", "", "")) {
      assertThatThrownBy(() -> to(wire).send(READ)).isInstanceOf(DeferredException.class);
      assertThat(aim.requests()).isEmpty();
    }
  }

  @Test
  void waitsAsTheChannelSaysAndSendsNothingMeanwhile() throws Exception {
    try (Wire wire =
        Wire.saying("HTTP/1.1 429 Too Many", "Retry-After: 30", "Content-Length: 0", "", "")) {
      ConnectorHttp http = to(wire);

      assertThat(deferredBy(http, READ).waitAtLeast()).isEqualTo(Duration.ofSeconds(30));
      assertThat(deferredBy(http, READ).waitAtLeast()).isEqualTo(Duration.ofSeconds(30));
      assertThat(wire.requests()).hasSize(1);
    }
  }

  @Test
  void readsADateToWaitUntilByTheChannelsClock() throws Exception {
    try (Wire wire =
        Wire.saying(
            "HTTP/1.1 503 Busy",
            "Date: Fri, 20 Nov 2026 15:00:00 GMT",
            "Retry-After: Fri, 20 Nov 2026 15:00:45 GMT",
            "Content-Length: 0",
            "",
            "")) {
      assertThat(deferred(wire, READ).waitAtLeast()).isEqualTo(Duration.ofSeconds(45));
    }
  }

  @Test
  void staysWithinTheLimits() throws Exception {
    try (Wire wire = Wire.saying("HTTP/1.1 200 OK", "Content-Length: 0", "", "")) {
      ConnectorHttp http = to(wire);
      HttpCall counted = READ.costing("calls", 2);
      HttpReply first = http.send(counted);

      assertThat(first.status()).isEqualTo(200);
      assertThat(deferredBy(http, counted).waitAtLeast()).isEqualTo(Duration.ofSeconds(10));
      assertThat(wire.requests()).hasSize(1);
    }
  }

  @Test
  void doesNotKnowWhatBecameOfAChangeWhoseAnswerWasLost() throws Exception {
    try (Wire wire = new Wire(out -> {})) {
      assertThatThrownBy(() -> to(wire).send(WRITE)).isInstanceOf(UnconfirmedException.class);
      assertThat(deferred(wire, READ).why()).isEqualTo(Cause.UNAVAILABLE);
    }
  }

  @Test
  void takesHalfAnAnswerForNone() throws Exception {
    try (Wire wire = Wire.saying("HTTP/1.1 200 OK", "Content-Length: 400", "", "{\"quant")) {
      assertThatThrownBy(() -> to(wire).send(WRITE)).isInstanceOf(UnconfirmedException.class);
    }
  }

  @Test
  void endsByItsDeadlineHoweverSlowlyTheAnswerDrips() throws Exception {
    try (Wire wire = new Wire(ConnectorHttpTest::dripForEver)) {
      assertThatThrownBy(() -> to(wire).send(WRITE))
          .isInstanceOf(UnconfirmedException.class)
          .hasMessageContaining("no whole answer in PT0.7S");
    }
  }

  @Test
  void readsNoMoreThanItsLimitAlsoOfWhatIsPacked() throws Exception {
    byte[] bomb = bomb();
    try (HttpTransport patient =
            new HttpTransport(new AddressRules(List.of(Network.parse("127.0.0.0/8"))));
        Wire wire =
            new Wire(
                out -> {
                  String head =
                      "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
                          .formatted(bomb.length);
                  out.write(head.getBytes(StandardCharsets.UTF_8));
                  out.write(bomb);
                })) {
      ConnectorHttp http = new ConnectorHttp(patient, new Pacer(LIMITS), records::add, clock());

      DeferredException e = deferredBy(http.at(wire.address()), READ);

      assertThat(e.why()).isEqualTo(Cause.UNREADABLE);
      assertThat(bomb.length).as("far less than it unpacks to").isLessThan(1_000_000);
    }
  }

  @Test
  void takesNothingOfAnAnswerBehindItsLimit() throws Exception {
    byte[] part = new byte[65_536];
    byte[] head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(US_ASCII);
    try (HttpTransport patient =
            new HttpTransport(
                new AddressRules(List.of(Network.parse("127.0.0.0/8"))), Duration.ofSeconds(15));
        Wire wire =
            new Wire(
                out -> {
                  out.write(head);
                  while (true) {
                    out.write("10000\r\n".getBytes(US_ASCII));
                    out.write(part);
                    out.write("\r\n".getBytes(US_ASCII));
                  }
                })) {
      ConnectorHttp http = new ConnectorHttp(patient, new Pacer(LIMITS), records::add, clock());

      DeferredException e = deferredBy(http.at(wire.address()), READ);

      assertThat(e.why()).isEqualTo(Cause.UNREADABLE);
      assertThat(e).as("it ended before its deadline").hasMessageContaining("is longer than");
    }
  }

  @Test
  void knowsThatNothingLeftWhereNobodyListens() throws Exception {
    // Held, so that nobody else begins to listen there meanwhile.
    try (Socket held = new Socket()) {
      held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      URI address = URI.create("http://127.0.0.1:" + held.getLocalPort());

      assertThat(deferredBy(to(address), WRITE).why()).isEqualTo(Cause.UNREACHABLE);
    }
  }

  @ParameterizedTest
  @CsvSource({"http://127.0.0.1", "http://localhost", "http://[::1]", "http://0.0.0.0"})
  void doesNotCallWhatIsNotOfTheOpenInternet(String address) {
    try (HttpTransport strict = new HttpTransport(AddressRules.PUBLIC_ONLY)) {
      ConnectorHttp http = new ConnectorHttp(strict, new Pacer(LIMITS), records::add, clock());

      assertThat(deferredBy(http.at(URI.create(address)), WRITE).why())
          .isEqualTo(Cause.ADDRESS_FORBIDDEN);
    }
  }

  @Test
  void takesARefusalInAnAnswerThatSaysSuccessForNothingDone() throws Exception {
    ReplyRules rules =
        new ReplyRules() {
          @Override
          public Cause why(HttpReply reply) {
            return ReplyRules.USUAL.why(reply);
          }

          @Override
          public Optional<Cause> refusal(HttpReply reply) {
            return Optional.of(Cause.THROTTLED).filter(it -> reply.text().contains("Throttled"));
          }

          @Override
          public String advice(HttpReply reply) {
            return "the bucket is empty";
          }
        };
    try (Wire wire = Wire.saying("HTTP/1.1 200 OK", "Content-Length: 9", "", "Throttled")) {
      DeferredException refused = deferredBy(to(wire).with(rules), WRITE);

      assertThat(refused.why()).isEqualTo(Cause.THROTTLED);
      assertThat(refused.waitAtLeast()).isEqualTo(LIMITS.throttledWait());
      assertThat(refused).hasMessageEndingWith("answered HTTP 200: the bucket is empty");
      assertThat(records).extracting(CallRecord::why).containsExactly(Cause.THROTTLED);
    }
    try (Wire wire = Wire.saying("HTTP/1.1 200 OK", "Content-Length: 2", "", "{}")) {
      assertThat(to(wire).with(rules).send(WRITE).text()).isEqualTo("{}");
    }
  }

  @Test
  void sendsWhatIsHiddenAndShowsItNowhere() throws Exception {
    try (Wire wire = Wire.saying("HTTP/1.1 500 Oops", "Content-Length: 0", "", "")) {
      ConnectorHttp http = to(wire).withHidden("key", "a&b").withHidden("secret", "s3cr3t");

      DeferredException failed = deferredBy(http, READ);

      assertThat(wire.requests().getFirst())
          .startsWith("GET /ws/listings?key=a%26b&secret=s3cr3t HTTP");
      assertThat(failed).hasMessageNotContaining("s3cr3t");
      assertThat(records.toString()).doesNotContain("s3cr3t");
    }
    try (Wire wire = Wire.saying("HTTP/1.1 200 OK", "Content-Length: 2", "", "{}")) {
      HttpReply reply =
          to(wire).withHidden("key", "k").send(HttpCall.get("/x?page=2", Purpose.ORDER_READ));

      assertThat(reply.text()).isEqualTo("{}");
      assertThat(wire.requests().getFirst()).startsWith("GET /x?page=2&key=k HTTP");
    }
  }

  @Test
  void unpacksWhatLayThereUpToALimit() throws Exception {
    HttpReply packed =
        new HttpReply(200, Map.of("content-type", List.of("text/plain")), bomb(), NOON, NOON);

    assertThat(packed.unpacked(64 * 1024 * 1024).body()).hasSize(64 * 1024 * 1024);
    assertThat(packed.unpacked(64 * 1024 * 1024).header("content-type")).contains("text/plain");
    assertThatThrownBy(() -> packed.unpacked(64 * 1024 * 1024 - 1))
        .hasMessageContaining("longer than");
    assertThatThrownBy(
            () -> new HttpReply(200, Map.of(), new byte[] {1, 2, 3}, NOON, NOON).unpacked(10))
        .hasMessageContaining("cannot be unpacked");
  }

  @Test
  void writesFieldsOfAFormInOrderAndEncoded() {
    HttpCall call = HttpCall.form("/token", Map.of("b", "1&2", "a", "x y+z"), Purpose.LOGIN);

    assertThat(new String(call.body(), StandardCharsets.UTF_8)).isEqualTo("a=x%20y%2Bz&b=1%262");
    assertThat(call.changes()).isFalse();
    assertThat(call).hasToString("POST /token");
  }

  private ConnectorHttp to(Wire wire) {
    return to(wire.address());
  }

  private ConnectorHttp to(URI address) {
    return new ConnectorHttp(transport, new Pacer(LIMITS), records::add, clock()).at(address);
  }

  private static InstantSource clock() {
    return InstantSource.fixed(NOON);
  }

  private DeferredException deferred(Wire wire, HttpCall call) {
    return deferredBy(to(wire), call);
  }

  private static DeferredException deferredBy(ConnectorHttp http, HttpCall call) {
    return catchThrowableOfType(DeferredException.class, () -> http.send(call));
  }

  private static void dripForEver(OutputStream out) throws IOException {
    out.write(
        "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < 1_000_000; i++) {
      out.write('x');
      out.flush();
      java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
    }
  }

  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      byte[] zeros = new byte[1024 * 1024];
      for (int i = 0; i < 64; i++) {
        out.write(zeros);
      }
    }
    return bytes.toByteArray();
  }
}
