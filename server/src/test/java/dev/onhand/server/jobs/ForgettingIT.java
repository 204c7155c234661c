package dev.onhand.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.idempotency.KeptAnswers;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ForgettingIT {

  private static final Duration KEPT = Duration.ofDays(30);

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  @Test
  void forgetsAnswersThatWereKeptLongEnoughAndNoOthers() {
    assertThat(create().status()).isEqualTo(201);

    forgetIn(Duration.ofDays(29));
    Answer again = create();
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.header("Idempotency-Hit")).isEqualTo("true");

    forgetIn(Duration.ofDays(31));
    assertThat(create().json().at("/code").asString()).isEqualTo("conflict");
  }

  private static void forgetIn(Duration time) {
    new Forgetting(
            SERVER.server().get(Sellers.class),
            SERVER.server().get(KeptAnswers.class),
            KEPT,
            InstantSource.offset(InstantSource.system(), time))
        .run();
  }

  private static Answer create() {
    return SERVER
        .admin()
        .post("/api/v1/products", "{\"sku\":\"TEA\"}", "Idempotency-Key", "create-tea");
  }

  @Test
  void isDueEveryNight() throws SQLException {
    try (Connection connection = SERVER.database().superuser();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select execution_time from queue_stock_sync where task_name = 'forget-answers'
                """)) {
      assertThat(row.next()).isTrue();
      assertThat(
              row.getObject(1, java.time.OffsetDateTime.class)
                  .withOffsetSameInstant(ZoneOffset.UTC)
                  .toLocalTime())
          .hasToString("01:40");
    }
  }
}
