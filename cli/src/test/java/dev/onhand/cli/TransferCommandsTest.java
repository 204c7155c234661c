package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransferCommandsTest {

  private static final String TRANSFER =
      """
      {"object":"transfer","id":"trf_0000000000001","reference":"T-100","from_location":"MAIN",\
      "to_location":"OUTLET","status":"in_transit","note":null,"version":1,"lines":[\
      {"product_id":"sku_0000000000001","sku":"MUG-1","sent":10,"received":4,"lost":0,\
      "sent_back":0,"in_transit":6},{"product_id":"sku_0000000000002","sku":"CUP-2","sent":4,\
      "received":4,"lost":0,"sent_back":0,"in_transit":0}],\
      "created_at":"2025-05-01T10:00:00Z","updated_at":"2025-05-01T10:00:00Z"}""";

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @BeforeEach
  void prepare() {
    server
        .on("GET /api/v1/transfers", ProductCommandsTest.list(TRANSFER))
        .on("GET /api/v1/transfers/trf_0000000000001", TRANSFER)
        .on("POST /api/v1/transfers", FakeServer.json(201, TRANSFER))
        .on("POST /api/v1/transfers/trf_0000000000001/receive", TRANSFER)
        .on("POST /api/v1/transfers/trf_0000000000001/cancel", TRANSFER);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void createsATransferOfSeveralProducts() {
    Result result =
        shell.run(
            "transfer",
            "create",
            "--reference",
            "T-100",
            "--from",
            "MAIN",
            "--to",
            "OUTLET",
            "MUG-1=10",
            "A=B=4");

    assertThat(server.lastAsked().text())
        .isEqualTo(
            """
            {"reference":"T-100","from_location":"MAIN","to_location":"OUTLET",\
            "lines":[{"sku":"MUG-1","quantity":10},{"sku":"A=B","quantity":4}]}""");
    assertThat(result.lines())
        .contains("| MUG-1 |   10 |        4 |    0 |         0 |          6 |");
  }

  @Test
  void refusesALineWithoutQuantity() {
    Result result =
        shell.run("transfer", "create", "--reference", "T", "--from", "A", "--to", "B", "MUG-1");

    assertThat(result.exit()).isEqualTo(Exit.USAGE);
    assertThat(result.err()).contains("'MUG-1' does not say how many", "MUG-1=10");
  }

  @Test
  void receivesSomeAndSaysWhatWasLost() {
    shell.run("transfer", "receive", "trf_0000000000001", "MUG-1=5", "--lost", "MUG-1=1");

    assertThat(server.lastAsked().text())
        .isEqualTo(
            """
            {"lines":[{"sku":"MUG-1","quantity":5}],"lost":[{"sku":"MUG-1","quantity":1}]}""");
  }

  @Test
  void receivesAllThatIsStillOnItsWay() {
    shell.run("transfer", "receive", "trf_0000000000001", "--rest");

    assertThat(server.lastAsked().text())
        .isEqualTo("{\"lines\":[{\"product_id\":\"sku_0000000000001\",\"quantity\":6}]}");
    assertThat(server.lastAsked().header("If-Match")).isEqualTo("W/\"1\"");
  }

  @Test
  void refusesToReceiveNothing() {
    assertThat(shell.run("transfer", "receive", "trf_0000000000001").exit()).isEqualTo(Exit.USAGE);
  }

  @Test
  void asksBeforeItCancels() {
    shell.terminal(80).typing("n\n");
    assertThat(shell.run("transfer", "cancel", "trf_0000000000001").exit()).isEqualTo(Exit.FAILED);
    assertThat(server.asked()).isEmpty();

    shell.typing("y\n");
    Result result = shell.run("transfer", "cancel", "trf_0000000000001");
    assertThat(result.exit()).isEqualTo(Exit.OK);
    assertThat(result.err()).contains("Cancel transfer trf_0000000000001? [y/N]");
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void neverAsksWhereNobodyCanAnswer() {
    Result result = shell.run("transfer", "cancel", "trf_0000000000001");

    assertThat(result.exit()).isEqualTo(Exit.USAGE);
    assertThat(result.err()).contains("add --yes to agree");
    assertThat(shell.run("transfer", "cancel", "trf_0000000000001", "--yes").exit())
        .isEqualTo(Exit.OK);
  }

  @Test
  void listsAndShows() {
    assertThat(shell.run("transfer", "list", "--status", "in_transit").lines())
        .anyMatch(line -> line.contains("| T-100     | MAIN | OUTLET | in_transit |"));
    assertThat(server.lastAsked().query()).containsEntry("status", "in_transit");
    assertThat(shell.run("transfer", "show", "trf_0000000000001").lines())
        .contains("Status:    in_transit");
  }
}
