package dev.onhand.connector.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.connector.Cause;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.UnconfirmedException;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connector.json.Graphql.Connection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class GraphqlCallsTest {

  private static final Operations SHOP = Operations.of("mutation Set { set { ok } }");

  /** What is read. */
  record Thing(String id) {}

  private static GraphqlCalls answering(String body) {
    HttpReply reply =
        new HttpReply(
            200, Map.of(), body.getBytes(StandardCharsets.UTF_8), Instant.EPOCH, Instant.EPOCH);
    return new GraphqlCalls(
        (call, expected) -> reply,
        "/graphql",
        SHOP,
        Json.STRICT,
        error -> new DeferredException(error.cause(), "said: " + error.message()));
  }

  private static HttpCall change() {
    return answering("").operation("Set", Map.of("to", 3), Purpose.PUSH);
  }

  @Test
  void anOperationIsSentByItsName() {
    assertThat(change().path()).isEqualTo("/graphql");
    assertThat(new String(change().body(), StandardCharsets.UTF_8))
        .contains("mutation Set", "\"to\":3");
  }

  @Test
  void readsWhatStandsAtAPlace() throws InterruptedException {
    GraphqlCalls calls = answering("{\"data\":{\"nodes\":[{\"id\":\"7\"},null]}}");

    assertThat(calls.read(change(), "/data/nodes/0", Thing.class)).isEqualTo(new Thing("7"));
    assertThat(calls.find(change(), "/data/nodes/0", Thing.class)).contains(new Thing("7"));
    assertThat(calls.find(change(), "/data/nodes/1", Thing.class)).isEmpty();
  }

  /** That nothing is there has to be said. */
  @Test
  void whatIsMissingIsNotTakenForNone() {
    assertThatThrownBy(() -> answering("{}").find(change(), "/data/nodes/0", Thing.class))
        .isInstanceOfAny(JacksonException.class, NullPointerException.class);
  }

  @Test
  void readsAPage() throws InterruptedException {
    Connection<Thing> page =
        answering(
                """
                {"data":{"things":{"nodes":[{"id":"7"}],
                 "pageInfo":{"hasNextPage":true,"endCursor":"end"}}}}
                """)
            .page(change(), "/data/things", Thing.class);

    assertThat(page.nodes()).containsExactly(new Thing("7"));
    assertThat(page.next()).contains("end");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"data\":null}",
        "{\"data\":{}}",
        "{\"data\":{\"things\":null}}",
        "{\"data\":{\"things\":{\"nodes\":[null],\"pageInfo\":{\"hasNextPage\":false}}}}",
        "{\"data\":{\"things\":{\"nodes\":[{}],\"pageInfo\":{\"hasNextPage\":false}}}}",
        "[]",
        "null",
        ""
      })
  void takesNothingElseForAnEmptyPage(String body) {
    assertThatThrownBy(() -> answering(body).page(change(), "/data/things", Thing.class))
        .isInstanceOfAny(JacksonException.class, NullPointerException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "ACCESS_DENIED, NOT_ALLOWED",
    "FORBIDDEN, NOT_ALLOWED",
    "INTERNAL_SERVER_ERROR, UNAVAILABLE",
    "BAD_REQUEST, UNEXPECTED"
  })
  void anAnswerWithErrorsIsNone(String code, Cause why) {
    assertThatThrownBy(() -> answering(error(code)).read(change().asking(), "/data/t", Thing.class))
        .hasMessage("said: no")
        .isInstanceOfSatisfying(DeferredException.class, e -> assertThat(e.why()).isEqualTo(why));
  }

  @Test
  void whereTheChannelFailedOverAChangeNothingIsKnown() {
    assertThatThrownBy(
            () -> answering(error("INTERNAL_SERVER_ERROR")).read(change(), "/data", Thing.class))
        .isInstanceOf(UnconfirmedException.class);
    assertThatThrownBy(() -> answering(error("BAD_REQUEST")).read(change(), "/data", Thing.class))
        .isInstanceOf(DeferredException.class);
  }

  private static String error(String code) {
    return "{\"data\":{\"t\":{\"id\":\"7\"}},\"errors\":[{\"message\":\"no\",\"extensions\":{\"code\":\"%s\"}}]}"
        .formatted(code);
  }
}
