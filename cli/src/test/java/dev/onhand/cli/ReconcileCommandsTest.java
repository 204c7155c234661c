package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconcileCommandsTest {

  private static final String WAITING = run("waiting", "null", 0);
  private static final String DONE = run("done", "\"2025-05-01T02:00:09Z\"", 0);
  private static final String STAGED = run("staged", "\"2025-05-01T02:00:09Z\"", 2);
  private static final String DIFFERENCE =
      """
      {"object":"difference","id":"dif_0000000000001","reconciliation":"rec_0000000000003","channel":"bm",\
      "listing":"lst_0000000000001","external_id":"1","title":"Mug","sku":"MUG","desired":10,"expected":10,\
      "observed":99,"cause":"edited_on_channel","found_at":"2025-05-01T02:00:05Z","action":"ask","state":"open",\
      "decided_at":null,"decided_by":null,"settled_at":null,"movement":null,"notes":null}""";
  private static final String ACCOUNT =
      """
      {"object":"channel_account","channel":"bm","state":"active","reason":null,"last_failure_at":null}""";
  private static final String POLICY =
      """
      {"object":"reconciliation_policy","channel":"bm","edited_on_channel":"accept","accepted_not_applied":"push",\
      "unknown":"ask","approve_above":10,"approve_percent":5}""";

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  private static String run(String state, String finished, int open) {
    return """
        {"object":"reconciliation","id":"rec_0000000000003","channel":"bm","purpose":"demand","state":"%s",\
        "actor":"token:t","asked_at":"2025-05-01T02:00:00Z","started_at":"2025-05-01T02:00:00Z","finished_at":%s,\
        "listings":200,"equal":198,"pending":0,"in_flight":0,"differing":2,"share":0.01,"missing":0,"unmatched":0,\
        "raising":0,"zeroing":0,"missed":0,"open":%d}"""
        .formatted(state, finished, open);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void waitsUntilItIsDone() {
    server
        .on("POST /api/v1/reconciliations", WAITING)
        .on("GET /api/v1/reconciliations/rec_0000000000003", DONE);

    Result result = shell.run("reconcile", "run", "bm");
    assertThat(result.exit()).isEqualTo(Exit.OK);
    assertThat(result.out()).contains("| rec_0000000000003 | bm      | demand  | done  |");
    assertThat(server.asked().getFirst().json().path("channel").asString("")).isEqualTo("bm");
  }

  @Test
  void endsWithThreeWhereSomethingWaitsForAPerson() {
    server
        .on("GET /api/v1/channel-accounts", ProductCommandsTest.list(ACCOUNT))
        .on("POST /api/v1/reconciliations", WAITING)
        .on("GET /api/v1/reconciliations/rec_0000000000003", STAGED);

    Result result = shell.run("reconcile", "run");
    assertThat(result.exit()).isEqualTo(Exit.DIFFERENCES);
    assertThat(result.err()).contains("wait for a decision: 2");
  }

  @Test
  void showsTheNewestWithWhatItFound() {
    server
        .on("GET /api/v1/reconciliations", ProductCommandsTest.list(STAGED))
        .on("GET /api/v1/reconciliations/rec_0000000000003", STAGED)
        .on(
            "GET /api/v1/reconciliations/rec_0000000000003/differences",
            ProductCommandsTest.list(DIFFERENCE));

    assertThat(shell.run("reconcile", "show").out())
        .contains("Listings compared", "200", "edited_on_channel", "99");
    assertThat(shell.run("reconcile", "show", "--json").out())
        .contains("\"share\"", "\"differences\"", "\"dif_0000000000001\"");
  }

  @Test
  void saysHowToMakeOneWhereThereIsNone() {
    server.on("GET /api/v1/reconciliations", ProductCommandsTest.list());

    Result result = shell.run("reconcile", "show");
    assertThat(result.exit()).isEqualTo(Exit.NOT_FOUND);
    assertThat(result.err()).contains("onhand reconcile run");
  }

  @Test
  void approvesOfAllOrOfSome() {
    server.on(
        "POST /api/v1/reconciliations/rec_1/approve",
        "{\"object\":\"approval\",\"decided\":2,\"reconciliation\":" + DONE + "}");

    assertThat(shell.run("reconcile", "approve", "rec_1", "--all").err()).contains("Approved: 2.");
    assertThat(server.lastAsked().json().has("listings")).isFalse();

    shell.run("reconcile", "approve", "rec_1", "--listing", "lst_1", "--listing", "lst_2");
    assertThat(server.lastAsked().json().path("listings").toString())
        .isEqualTo("[\"lst_1\",\"lst_2\"]");

    assertThat(shell.run("reconcile", "approve", "rec_1").exit()).isEqualTo(Exit.USAGE);
    assertThat(shell.run("reconcile", "approve", "rec_1", "--all", "--listing", "lst_1").exit())
        .isEqualTo(Exit.USAGE);
  }

  @Test
  void sendsOnlyWhatIsGivenOfAPolicy() {
    server
        .on("GET /api/v1/channels/bm/reconciliation-policy", POLICY)
        .on("PATCH /api/v1/channels/bm/reconciliation-policy", POLICY);

    assertThat(shell.run("reconcile", "policy", "bm").out()).contains("accept");
    shell.run("reconcile", "policy", "bm", "--edited", "accept", "--approve-above", "20");
    assertThat(server.lastAsked().json().toString())
        .isEqualTo("{\"edited_on_channel\":\"accept\",\"approve_above\":20}");
  }

  @Test
  void listsWhatWaitsUnlessAskedForMore() {
    server.on("GET /api/v1/differences", ProductCommandsTest.list(DIFFERENCE));

    assertThat(shell.run("drift", "list", "--channel", "bm").out()).contains("edited_on_channel");
    assertThat(server.lastAsked().query())
        .containsEntry("open", "true")
        .containsEntry("channel", "bm");
    shell.run("drift", "list", "--settled");
    assertThat(server.lastAsked().query()).doesNotContainKey("open");
  }

  @Test
  void decidesWhatFollows() {
    server.on(
        "POST /api/v1/differences/dif_1/fix",
        DIFFERENCE.replace("\"open\"", "\"settled\"").replace("\"ask\"", "\"accept\""));

    Result result = shell.run("drift", "fix", "dif_1", "--accept", "--location", "MAIN");
    assertThat(result.exit()).isEqualTo(Exit.OK);
    assertThat(server.lastAsked().json().toString())
        .isEqualTo("{\"action\":\"accept\",\"location\":\"MAIN\"}");
  }

  @Test
  void saysWhereOneCouldNotBeAccepted() {
    server.on("POST /api/v1/differences/dif_1/fix", DIFFERENCE);

    Result result = shell.run("drift", "fix", "dif_1", "--accept");
    assertThat(result.exit()).isEqualTo(Exit.DIFFERENCES);
    assertThat(result.err()).contains("its notes say why");
  }

  @Test
  void wantsToKnowWhatFollows() {
    assertThat(shell.run("drift", "fix", "dif_1").exit()).isEqualTo(Exit.USAGE);
    assertThat(shell.run("drift", "fix", "dif_1", "--push", "--ignore").exit())
        .isEqualTo(Exit.USAGE);
    assertThat(shell.run("drift", "fix", "dif_1", "--push", "--location", "MAIN").exit())
        .isEqualTo(Exit.USAGE);
  }
}
