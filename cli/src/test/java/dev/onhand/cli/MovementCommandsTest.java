package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MovementCommandsTest {

  private static final String SALE =
      """
      {"object":"movement","id":"mov_00000000000a7","position":null,"key":"order-1001-1",\
      "product_id":"sku_0000000000001","sku":"MUG-1","quantity":2,"reason":"sale",\
      "change_type":"sale","from":{"place":"available","location":"MAIN",\
      "location_id":"loc_0000000000001","after":8,"on_hand_after":10},"to":{"place":"customer",\
      "location":null,"location_id":null,"after":null,"on_hand_after":null},\
      "cause":{"kind":"order","reference":"1001","line":"1"},"actor":"token:till",\
      "note":"\\u001b[2J","reverses":null,"reversed_by":null,\
      "occurred_at":"2025-05-01T10:00:00Z","recorded_at":"2025-05-01T10:00:01Z"}""";

  private static final String SELLER =
      "{\"object\":\"seller\",\"code\":\"default\",\"time_zone\":\"America/New_York\"}";

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void listsMovementsWithBothEnds() {
    server.on("GET /api/v1/movements", ProductCommandsTest.list(SALE));

    assertThat(shell.run("movement", "list").lines().get(3))
        .isEqualTo(
            "| mov_00000000000a7 | 2025-05-01 12:00:00 +02:00 | MUG-1 | sale   |        2 |"
                + " available MAIN | customer | sale | 1001  | token:till |");
  }

  @Test
  void sendsFiltersByTheirNamesInTheApi() {
    server.on("GET /api/v1/seller", SELLER).on("GET /api/v1/movements", ProductCommandsTest.list());

    shell.run(
        "movement",
        "list",
        "--sku",
        "sku_0000000000001",
        "--location",
        "MAIN",
        "--cause",
        "order:A:1",
        "--reason",
        "sale",
        "--type",
        "sale",
        "--actor",
        "till",
        "--key",
        "k 1",
        "--occurred-from",
        "2025-01-31",
        "--recorded-to",
        "2025-02-01T00:00:00+01:00");

    assertThat(server.lastAsked().query())
        .containsEntry("product_id", "sku_0000000000001")
        .containsEntry("location", "MAIN")
        .containsEntry("cause_kind", "order")
        .containsEntry("cause", "A:1")
        .containsEntry("reason", "sale")
        .containsEntry("change_type", "sale")
        .containsEntry("actor", "till")
        .containsEntry("key", "k 1")
        // A day without a zone begins when it begins for the seller.
        .containsEntry("occurred_from", "2025-01-31T05:00:00Z")
        .containsEntry("recorded_to", "2025-01-31T23:00:00Z");
  }

  @Test
  void showsNoControlCharacterOfTheServer() {
    server.on("GET /api/v1/movements/mov_00000000000a7", SALE);

    Result table = shell.run("movement", "show", "mov_00000000000a7");
    Result json = shell.run("movement", "show", "mov_00000000000a7", "--json");
    Result csv = shell.run("movement", "show", "mov_00000000000a7", "--csv");

    assertThat(table.lines()).contains("Note:                \\u001b[2J");
    assertThat(table.out() + json.out() + csv.out()).doesNotContain("\u001b");
  }

  @Test
  void recordsAMovementUnderTheKeyThatWasGiven() {
    server
        .on("GET /api/v1/seller", SELLER)
        .on("POST /api/v1/movements", FakeServer.json(201, SALE));

    Result result =
        shell.run(
            "movement",
            "add",
            "MUG-1",
            "--reason",
            "sale",
            "--quantity",
            "2",
            "--location",
            "MAIN",
            "--cause",
            "order:1001",
            "--cause-line",
            "1",
            "--note",
            "-x",
            "--occurred-at",
            "2025-05-01 06:00",
            "--expected-on-hand",
            "12",
            "--fact",
            "--key",
            "order-1001-1");

    assertThat(result.exit()).isEqualTo(Exit.OK);
    assertThat(server.lastAsked().text())
        .isEqualTo(
            """
            {"sku":"MUG-1","reason":"sale","quantity":2,"location":"MAIN",\
            "cause":{"kind":"order","reference":"1001","line":"1"},"note":"-x",\
            "occurred_at":"2025-05-01T10:00:00Z","expected_on_hand":12,"fact":true}""");
    assertThat(server.lastAsked().header("Idempotency-Key")).isEqualTo("\"order-1001-1\"");
    assertThat(result.err()).isEqualTo("Recorded mov_00000000000a7 (key order-1001-1).\n");
  }

  @Test
  void makesAndPrintsAFreshKeyIfNoneWasGiven() {
    server.on("POST /api/v1/movements", FakeServer.json(201, SALE));

    Result result = add();

    assertThat(server.lastAsked().header("Idempotency-Key")).isEqualTo("\"fresh-key\"");
    assertThat(result.err()).contains("(key fresh-key)");
  }

  @Test
  void saysWhenAMovementHadBeenRecordedBefore() {
    server.on("POST /api/v1/movements", FakeServer.json(201, SALE).with("Idempotency-Hit", "true"));

    Result result = add("--key", "order-1001-1");

    assertThat(result.exit()).isEqualTo(Exit.OK);
    assertThat(result.err())
        .isEqualTo("This had been recorded before; nothing was added (key order-1001-1).\n");
  }

  @Test
  void asksForADryRun() {
    server.on("POST /api/v1/movements", SALE);

    Result result = add("--dry-run");

    assertThat(server.lastAsked().query()).containsEntry("dry_run", "true");
    assertThat(result.err()).isEqualTo("Dry run: nothing was recorded.\n");
  }

  @Test
  void refusesWhatIsNoWholeNumber() {
    for (String quantity :
        new String[] {"1,000", "1e3", "２", "1.5", "", "+1", "99999999999999999999"}) {
      Result result =
          shell.run(
              "movement",
              "add",
              "MUG-1",
              "--reason",
              "sale",
              "--location",
              "MAIN",
              "--quantity=" + quantity);

      assertThat(result.exit()).as(quantity).isEqualTo(Exit.USAGE);
    }
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void refusesAKeyThatCannotBeAHeader() {
    assertThat(add("--key", "clé").err()).startsWith("error: --key takes 1 to 255 characters");
    assertThat(add("--key", "").exit()).isEqualTo(Exit.USAGE);
  }

  @Test
  void saysWhatToDoWhenStockIsShort() {
    server.on(
        "POST /api/v1/movements",
        FakeServer.problem(409, "insufficient_stock", "MUG-1 at MAIN has 1 available, not 2."));

    Result result = add();

    assertThat(result.exit()).isEqualTo(Exit.CONFLICT);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo(
            """
            error: MUG-1 at MAIN has 1 available, not 2.
              see what is there with: onhand stock show SKU; if the units did leave, add --fact
            """);
  }

  @Test
  void reversesAMovement() {
    server.on("POST /api/v1/movements/mov_00000000000a7/reversal", FakeServer.json(201, SALE));

    Result result = shell.run("movement", "reverse", "mov_00000000000a7", "--note", "twice");

    assertThat(result.exit()).isEqualTo(Exit.OK);
    assertThat(server.lastAsked().text()).isEqualTo("{\"note\":\"twice\"}");
    assertThat(server.lastAsked().header("Idempotency-Key")).isEqualTo("\"fresh-key\"");
  }

  private Result add(String... more) {
    String[] usual = {
      "movement", "add", "MUG-1", "--reason", "sale", "--quantity", "2", "--location", "MAIN"
    };
    String[] all = java.util.Arrays.copyOf(usual, usual.length + more.length);
    System.arraycopy(more, 0, all, usual.length, more.length);
    return shell.run(all);
  }
}
