package dev.onhand.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MovementLogIT {

  @Test
  void writesALineForEachMovementIfItIsToldTo() throws IOException {
    assertThat(logOf(Map.of("ONHAND_LOG_MOVEMENTS", "true")).lines())
        .anyMatch(
            line ->
                line.contains("\"level\":\"info\",\"message\":\"Stock movement created\"")
                    && line.contains("\"movement_type\":\"in\",\"transaction_type\":\"purchase\"")
                    && line.contains("\"quantity\":5,\"user_id\":\"token:admin\""))
        .anyMatch(
            line ->
                line.contains("\"message\":\"Product stock updated\"")
                    && line.contains("\"old_stock\":0,\"new_stock\":5,\"difference\":5"))
        .anyMatch(
            line -> line.contains("\"message\":\"Reserved 2 units of product 1 for order web/7\""))
        .anyMatch(
            line -> line.contains("\"message\":\"Fulfilled 1 unit of product 1 for order web/7\""))
        .anyMatch(
            line -> line.contains("\"message\":\"Released 1 unit of product 1 for order web/7\""))
        .anyMatch(
            line ->
                line.contains("\"level\":\"warning\"")
                    && line.contains("Order web/8 inventory operation failed: "));
  }

  @Test
  void writesNoneOtherwise() throws IOException {
    assertThat(logOf(Map.of())).doesNotContain("Stock movement created");
  }

  private static void order(Client admin, String id, String status, int shipped) {
    String body =
        "{\"status\":\"%s\",\"lines\":[{\"line\":\"1\",\"sku\":\"TEA\",\"quantity\":2,\"shipped\":%d}]}"
            .formatted(status, shipped);
    assertThat(admin.send("PUT", "/api/v1/orders/web/" + id, body).status()).isEqualTo(200);
  }

  private static String logOf(Map<String, String> environment) throws IOException {
    RunningServer server = RunningServer.start(environment);
    Client admin = server.admin();
    admin.post("/api/v1/products", "{\"sku\":\"TEA\"}");
    admin.post("/api/v1/locations", "{\"code\":\"shop\"}");
    assertThat(
            admin
                .post(
                    "/api/v1/movements",
                    "{\"sku\":\"TEA\",\"reason\":\"purchase\",\"quantity\":5,\"location\":\"shop\"}",
                    "Idempotency-Key",
                    "purchase")
                .status())
        .isEqualTo(201);
    order(admin, "7", "processing", 0);
    order(admin, "7", "processing", 1);
    order(admin, "7", "cancelled", 1);
    admin.send(
        "PUT",
        "/api/v1/orders/web/8?skip_missing=false",
        "{\"status\":\"processing\",\"lines\":[{\"line\":\"1\",\"sku\":\"TEA\",\"quantity\":99}]}");
    server.server().close();
    String log = Files.readString(server.data().resolve("log/onhand.log"));
    server.close();
    return log;
  }
}
