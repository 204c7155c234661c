package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReservationCommandsTest {

  private static final String RESERVATION =
      """
      {"object":"reservation","id":"res_0000000000001","sku":"MUG-1","product_id":"sku_0000000000001",\
      "location":"MAIN","location_id":"loc_0000000000001","quantity":2,"channel":"hold","order":"cart-17",\
      "order_id":"ord_0000000000001","line":"1","reserved_since":"2025-05-01T10:00:00Z","age_seconds":7260,\
      "expires_at":"2025-05-01T13:00:00Z","note":"for Ann"}""";

  private static final String HOLD =
      """
      {"object":"hold","reference":"cart-17","order_id":"ord_0000000000001","sku":"MUG-1","quantity":2,\
      "state":"held","expires_at":"2025-05-01T13:00:00Z","by_location":[{"location":"MAIN",\
      "location_id":"loc_0000000000001","product_id":"sku_0000000000001","reserved":2,"fulfilled":0,\
      "returned":0}]}""";

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @BeforeEach
  void prepare() {
    server
        .on("GET /api/v1/reservations", ProductCommandsTest.list(RESERVATION))
        .on("POST /api/v1/reservations", FakeServer.json(201, HOLD), FakeServer.json(200, HOLD))
        .on("POST /api/v1/reservations/cart-17/release", HOLD);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void listsWithAge() {
    Result result =
        shell.run("reservation", "list", "--older-than", "30m", "--expiring-within", "7d");

    assertThat(result.out()).contains("| 2 h ", "| hold    | cart-17 | 1    |", "| for Ann |");
    assertThat(server.lastAsked().query())
        .containsEntry("older_than", "PT30M")
        .containsEntry("expiring_within", "P7D");
    assertThat(shell.run("reservation", "list", "--csv", "--fields", "order,age_seconds").out())
        .isEqualTo("order,age_seconds\ncart-17,7260\n");
  }

  @Test
  void listsThoseOfAnOrderByItsNameOrItsIdAlone() {
    shell.run("reservation", "list", "--order", "web/10/01");
    assertThat(server.lastAsked().query())
        .containsEntry("channel", "web")
        .containsEntry("order", "10/01");
    shell.run("reservation", "list", "--order", "cart-17");
    assertThat(server.lastAsked().query())
        .containsEntry("order", "cart-17")
        .doesNotContainKey("channel");
    shell.run("reservation", "list", "--channel", "web", "--order", "10/01");
    assertThat(server.lastAsked().query())
        .containsEntry("channel", "web")
        .containsEntry("order", "10/01");
  }

  @Test
  void holdsUnits() {
    String[] command = {
      "reservation", "hold", "MUG-1", "--quantity", "2", "--minutes", "15", "--reference", "cart-17"
    };
    Result result = shell.run(command);

    assertThat(result.exit()).isZero();
    assertThat(server.lastAsked().text())
        .isEqualTo("{\"sku\":\"MUG-1\",\"quantity\":2,\"reference\":\"cart-17\",\"minutes\":15}");
    assertThat(result.out()).contains("| MAIN     |        2 |");
    assertThat(result.err()).contains("Held.");
    assertThat(shell.run(command).err()).contains("It was held already.");
  }

  @Test
  void releasesAHold() {
    assertThat(shell.run("reservation", "release", "cart-17").exit()).isZero();
  }

  private static String audit(String findings, int total) {
    return """
        {"object":"reservation_audit","clean":%s,"units_reserved":9,"units_for_orders":7,"units_by_hand":2,\
        "reservations":4,"findings_total":%d,"findings":[%s],"seconds":0.01}"""
        .formatted(total == 0, total, findings);
  }

  private static String finding(boolean fixed) {
    return """
        {"kind":"orphan","order":"web/1","line":"a","product_id":"sku_0000000000001","sku":"MUG-1",\
        "location":"MAIN","stored":0,"calculated":3,"detail":"the line holds none","fixed":%s}"""
        .formatted(fixed);
  }

  @Test
  void auditsAndSaysWithItsStatusWhetherAnythingIsLeft() {
    server.on(
        "POST /api/v1/reservations/audit",
        FakeServer.json(200, audit(finding(false), 1)),
        FakeServer.json(200, audit(finding(false), 1)),
        FakeServer.json(200, audit(finding(true), 1)),
        FakeServer.json(200, audit("", 0)));

    Result wrong = shell.run("reservation", "audit", "--exit-code");
    assertThat(wrong.exit()).isEqualTo(Exit.DIFFERENCES);
    assertThat(server.lastAsked().text()).isEqualTo("{}");
    assertThat(wrong.out())
        .contains("| orphan | web/1 | a    | MUG-1 | MAIN     |      0 |          3 |");
    assertThat(wrong.err()).contains("Findings: 1, fixed: 0. To put them right: --fix");
    assertThat(shell.run("reservation", "audit").exit()).isZero();

    Result fixed = shell.run("reservation", "audit", "--fix", "--exit-code");
    assertThat(fixed.exit()).isZero();
    assertThat(server.lastAsked().text()).isEqualTo("{\"fix\":true}");
    assertThat(fixed.err()).contains("Findings: 1, fixed: 1.");
    assertThat(shell.run("reservation", "audit").err()).contains("What is reserved adds up.");
  }
}
