package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerCommandsTest {

  private static final String CLEAN =
      """
      {"object":"verification","clean":true,"movements":100,"positions":100,"head_hash":"ab12",\
      "levels":7,"discrepancies":[],"seconds":0.25}""";

  private static final String UNCLEAN =
      """
      {"object":"verification","clean":false,"movements":100,"positions":100,"head_hash":"ab12",\
      "levels":7,"discrepancies":[{"kind":"level","product_id":"sku_0000000000001","sku":"MUG-1",\
      "name":"White mug","location":"MAIN","state":"available","position":null,\
      "movement_id":null,"stored":"12","calculated":"10","repaired":true}],"seconds":0.25}""";

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void saysThatTheLedgerIsClean() {
    server.on("POST /api/v1/ledger/verify", CLEAN);

    Result result = shell.run("ledger", "verify");

    assertThat(result.exit()).isEqualTo(Exit.OK);
    assertThat(result.lines()).contains("Clean:     yes", "Movements: 100");
    assertThat(result.err()).isEqualTo("The ledger is clean.\n");
    assertThat(server.lastAsked().text()).isEqualTo("{}");
  }

  @Test
  void saysWhatAQuickLookMeansAndNotHowLittleItRead() {
    server.on(
        "POST /api/v1/ledger/verify",
        """
        {"object":"verification","clean":true,"full":false,"movements":0,"positions":0,"levels":7,\
        "head_position":12,"head_hash":"ab12","discrepancies":[],"seconds":0.25}""");

    Result result = shell.run("ledger", "verify");

    assertThat(result.lines()).contains("Levels:    7", "Sealed:    12");
    assertThat(result.out()).doesNotContain("Movements", "Positions");
    assertThat(result.err())
        .isEqualTo(
            "The ledger is clean: each level is the sum of its movements, 12 of which are sealed."
                + " Sums kept so far were used; --full reads every movement and seal again.\n");
  }

  @Test
  void endsWithThreeAndNamesWhatIsWrong() {
    server.on("POST /api/v1/ledger/verify", UNCLEAN);

    Result result = shell.run("ledger", "verify", "--full", "--repair", "--product", "MUG-1");

    assertThat(result.exit()).isEqualTo(Exit.DIFFERENCES);
    assertThat(result.lines())
        .contains(
            "| level | MUG-1 | MAIN     | available |          |          |     12 |         10 | yes      |");
    assertThat(result.err()).isEqualTo("The ledger is not clean. Discrepancies: 1.\n");
    assertThat(server.lastAsked().text())
        .isEqualTo("{\"product\":\"MUG-1\",\"full\":true,\"repair\":true}");
  }

  @Test
  void saysSoWhenThereAreNoDuplicates() {
    server.on("GET /api/v1/ledger/duplicates", ProductCommandsTest.list());

    Result result = shell.run("ledger", "duplicates", "--exit-code");

    assertThat(result.exit()).isEqualTo(Exit.OK);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).isEqualTo("(none)\n");
    assertThat(shell.run("ledger", "duplicates", "--json").out()).isEqualTo("[]\n");
  }

  @Test
  void listsDuplicatesWithTheirMovements() {
    server.on(
        "GET /api/v1/ledger/duplicates",
        """
        [{"cause_kind":"order","cause_reference":"1001","cause_line":"1","product_id":"sku_1",\
        "sku":"MUG-1","reason":"sale","movements":["mov_1","mov_2"],"quantity":4,"expected":2}]""");

    Result result = shell.run("ledger", "duplicates", "--exit-code");

    assertThat(result.exit()).isEqualTo(Exit.DIFFERENCES);
    assertThat(result.lines()).anyMatch(line -> line.endsWith("|        2 | mov_1 mov_2 |"));
  }

  @Test
  void showsTheHead() {
    server.on(
        "GET /api/v1/ledger/head",
        "{\"position\":100,\"hash\":\"ab12\",\"sealed_at\":\"2025-05-01T10:00:00Z\",\"unsealed\":3}");

    assertThat(shell.run("ledger", "head").lines())
        .contains("Position:       100", "Hash:           ab12", "Not sealed yet: 3");
  }
}
