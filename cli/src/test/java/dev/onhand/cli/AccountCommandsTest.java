package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountCommandsTest {

  private static final String TYPES =
      """
      {"object":"channel_type","type":"backmarket","title":"Back Market","settings":[\
      {"name":"token","kind":"secret","help":"From the Back Office.","optional":false,"fallback":null,"choices":[]},\
      {"name":"company","kind":"text","help":"The company.","optional":false,"fallback":null,"choices":[]}],\
      "statuses":{},"batch_max":1,"documentation":"https://api.backmarket.dev"}""";

  private static final String ACCOUNT =
      """
      {"object":"channel_account","id":"chn_0000000000001","channel":"bm","type":"backmarket",\
      "settings":{"company":"Shop"},"has_secrets":true,"locations":[],"state":"paused","reason":null,\
      "state_since":"2025-05-01T10:00:00Z","dry_run":false,"poll_seconds":60,"orders_seen_until":null,\
      "orders_polled_at":null,"listings_read_at":null,"reading":false,"rests_until":null,"failures":0,\
      "last_failure":null,"last_failure_at":null,"due":3,"created_at":"2025-05-01T10:00:00Z","version":1}""";

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @BeforeEach
  void prepare() {
    server
        .on("GET /api/v1/channel-types", ProductCommandsTest.list(TYPES))
        .on("GET /api/v1/channel-accounts", ProductCommandsTest.list(ACCOUNT))
        .on("GET /api/v1/channels/bm/account", ACCOUNT)
        .on("PUT /api/v1/channels/bm/account", ACCOUNT)
        .on("POST /api/v1/channels/bm/account/resume", ACCOUNT)
        .on("POST /api/v1/channels/bm/account/pause", ACCOUNT);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void listsKindsAndWhatTheyMustBeTold() {
    assertThat(shell.run("channel", "types").out()).contains("| backmarket | Back Market |");
    assertThat(shell.run("channel", "types", "backmarket").out())
        .contains("| token   | secret |")
        .contains("From the Back Office.");
  }

  @Test
  void sendsSettingsAsTheyAreGiven() {
    Result result =
        shell.run("channel", "add", "bm", "--type", "backmarket", "--set", "company=A=B");

    assertThat(result.exit()).isZero();
    assertThat(server.lastAsked().json().toString()).contains("\"company\":\"A=B\"");
    assertThat(result.err()).contains("Next: onhand channel test bm");
  }

  @Test
  void takesNoSecretOnTheCommandLine() {
    Result result =
        shell.run("channel", "add", "bm", "--type", "backmarket", "--set", "token=canary");

    assertThat(result.exit()).isEqualTo(Exit.USAGE);
    assertThat(result.err()).contains("--secret-file token=FILE").doesNotContain("canary");
  }

  @Test
  void saysWhichKindsThereAre() {
    Result result = shell.run("channel", "add", "bm", "--type", "bazaar");

    assertThat(result.exit()).isEqualTo(Exit.USAGE);
    assertThat(result.err()).contains("no kind of channel 'bazaar'", "onhand channel types");
  }

  @Test
  void showsHowChannelsFare() {
    assertThat(shell.run("channel", "account").out()).contains("| bm      | backmarket | paused |");
    assertThat(shell.run("channel", "account", "bm").out()).contains("Listings due:    3");
  }

  @Test
  void failsWithTheDiagnosisWhenAChannelDoesNotAnswerAsItShould() {
    server.on(
        "POST /api/v1/channels/bm/account/test",
        "{\"object\":\"channel_test\",\"ok\":false,\"detail\":\"The key is not accepted.\"}");

    Result result = shell.run("channel", "test", "bm");

    assertThat(result.exit()).isEqualTo(Exit.FAILED);
    assertThat(result.out()).contains("The key is not accepted.");
  }

  @Test
  void resumesAndPausesWithAReason() {
    assertThat(shell.run("channel", "resume", "bm").exit()).isZero();
    shell.run("channel", "pause", "bm", "--reason", "sale is over");

    assertThat(server.lastAsked().json().toString()).contains("\"reason\":\"sale is over\"");
  }
}
