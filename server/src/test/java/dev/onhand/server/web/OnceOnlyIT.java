package dev.onhand.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnceOnlyIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static final String PATH = "/api/v1/products";

  private final Client admin = SERVER.admin();

  @Test
  void givesTheFirstAnswerAgain() {
    Answer first = admin.post(PATH, "{\"sku\":\"ONCE-1\",\"name\":\"a\"}", "Idempotency-Key", "k1");
    admin.patch(PATH + "/ONCE-1", "{\"name\":\"b\"}");
    Answer again =
        admin.post(PATH, " {\"name\":\"a\", \"sku\":\"ONCE-1\"}", "Idempotency-Key", "\"k1\"");
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("Idempotency-Hit")).isEqualTo("true");
    assertThat(again.header("Content-Type")).startsWith("application/json");
    assertThat(first.header("Idempotency-Hit")).isEmpty();
  }

  @Test
  void refusesTheKeyForAnotherContent() {
    admin.post(PATH, "{\"sku\":\"ONCE-2\"}", "Idempotency-Key", "k2");
    Answer other = admin.post(PATH, "{\"sku\":\"ONCE-3\"}", "Idempotency-Key", "k2");
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.code()).isEqualTo("key_used_differently");
    assertThat(admin.get(PATH + "/ONCE-3").status()).isEqualTo(404);
    assertThat(
            admin.post("/api/v1/locations", "{\"code\":\"x\"}", "Idempotency-Key", "k2").status())
        .isEqualTo(201);
  }

  @Test
  void keepsNoRefusal() {
    admin.post(PATH, "{\"sku\":\"ONCE-4\"}");
    assertThat(admin.post(PATH, "{\"sku\":\"ONCE-4\"}", "Idempotency-Key", "k4").status())
        .isEqualTo(409);
    admin.patch(PATH + "/ONCE-4", "{\"sku\":\"ONCE-4-OLD\"}");
    assertThat(admin.post(PATH, "{\"sku\":\"ONCE-4\"}", "Idempotency-Key", "k4").status())
        .isEqualTo(201);
  }

  @Test
  void givesTwinsInFlightOneEffectAndOneAnswer() throws Exception {
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Answer> post =
          () -> admin.post(PATH, "{\"sku\":\"ONCE-5\"}", "Idempotency-Key", "k5");
      List<Future<Answer>> answers = pool.invokeAll(Stream.generate(() -> post).limit(12).toList());
      int fresh = 0;
      for (Future<Answer> answer : answers) {
        assertThat(answer.get().status()).as(answer.get().text()).isEqualTo(201);
        fresh += answer.get().header("Idempotency-Hit").isEmpty() ? 1 : 0;
      }
      assertThat(fresh).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "\"open", "\"a\"b\"", "\"\"", "\"a\\\""})
  void refusesAMalformedKey(String key) {
    assertThat(admin.post(PATH, "{\"sku\":\"ONCE-6\"}", "Idempotency-Key", key).status())
        .isEqualTo(400);
  }

  @Test
  void refusesAKeyThatIsTooLong() {
    assertThat(
            admin.post(PATH, "{\"sku\":\"ONCE-6\"}", "Idempotency-Key", "x".repeat(256)).status())
        .isEqualTo(400);
  }
}
