package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChannelCommandsTest {

  private static final String CHANNEL =
      """
      {"object":"channel","id":"chn_0000000000001","code":"web","name":"Web shop",\
      "preset":"reserve_then_ship","statuses":{"packed":{"effect":"fulfil","report":false}},\
      "effective_statuses":{"packed":{"effect":"fulfil","report":false},"processing":{"effect":"reserve"}},\
      "sourcing":"nearest","effective_sourcing":"nearest","hold_minutes":60,"version":4,\
      "created_at":"2025-05-01T10:00:00Z","updated_at":"2025-05-01T10:00:00Z"}""";

  private static final String ACCOUNT =
      """
      {"object":"channel_account","channel":"web","type":"backmarket","settings":{"company":"Shop"},\
      "locations":[],"state":"active","breaker":"half_open","shadow":false,"poll_seconds":60,"calls_per_second":5,\
      "calls_per_day":100,"pushes_per_listing":null,"hourly_read":true,"version":7}""";

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @BeforeEach
  void prepare() {
    server
        .on("GET /api/v1/channels", ProductCommandsTest.list(CHANNEL))
        .on("GET /api/v1/channels/web", CHANNEL)
        .on("PUT /api/v1/channels/web", CHANNEL)
        .on("GET /api/v1/channels/new", FakeServer.problem(404, "not_found", "no such channel"))
        .on("PUT /api/v1/channels/new", CHANNEL)
        .on("GET /api/v1/channel-accounts", ProductCommandsTest.list(ACCOUNT))
        .on("PUT /api/v1/channels/web/account", ACCOUNT)
        .on("GET /api/v1/channels/web/account", ACCOUNT);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void showsWhatEachStatusMeansAndWhoSaysSo() {
    Result result = shell.run("channel", "show", "web");

    assertThat(result.out())
        .contains(
            "Effective sourcing: nearest",
            "| packed     | fulfil  | no           | channel |",
            "| processing | reserve |              | preset  |");
  }

  @Test
  void listsChannels() {
    assertThat(shell.run("channel", "list").out())
        .contains(
            "| web  | Web shop | reserve_then_ship | nearest  |           60 | active | half_open |");
    assertThat(server.lastAsked().query()).as("the list has one page").isEmpty();
  }

  @Test
  void changesWhatIsNamedAndKeepsTheRest() {
    Result result =
        shell.run(
            "channel",
            "set",
            "web",
            "--status",
            "Paid=reserve",
            "--status",
            "packed=",
            "--name",
            "W");

    assertThat(result.exit()).isZero();
    assertThat(server.lastAsked().text())
        .isEqualTo(
            """
            {"name":"W","preset":"reserve_then_ship","hold_minutes":60,"sourcing":"nearest",\
            "statuses":{"paid":{"effect":"reserve"}}}""");
    assertThat(server.lastAsked().header("If-Match")).isEqualTo("W/\"4\"");
    assertThat(result.err()).contains("onhand order reapply --channel web");
  }

  @Test
  void showsHowAChannelFaresThatIsCalled() {
    assertThat(shell.run("channel", "show", "web").out())
        .contains("State:              active", "Breaker:            half_open");

    server.on(
        "GET /api/v1/channels/web/account",
        FakeServer.problem(404, "not_found", "There is no channel account 'web'."));
    assertThat(shell.run("channel", "show", "web").exit()).isZero();
  }

  @Test
  void limitsHowMuchIsAskedOfItAndKeepsTheRest() {
    Result result =
        shell.run(
            "channel",
            "set",
            "web",
            "--calls-per-day",
            "2000",
            "--calls-per-second",
            "0",
            "--no-hourly-read");

    assertThat(result.exit()).isZero();
    assertThat(server.lastAsked().path()).isEqualTo("/api/v1/channels/web/account");
    assertThat(server.lastAsked().header("If-Match")).isEqualTo("W/\"7\"");
    assertThat(server.lastAsked().json().toString())
        .contains(
            "\"calls_per_day\":2000",
            "\"calls_per_second\":null",
            "\"hourly_read\":false",
            "\"poll_seconds\":60",
            "\"settings\":{\"company\":\"Shop\"}");
  }

  @Test
  void leavesTheSourcingToTheSeller() {
    shell.run("channel", "set", "web", "--sourcing", "inherit", "--if-version", "3");

    assertThat(server.lastAsked().json().path("sourcing").isNull()).isTrue();
    assertThat(server.lastAsked().header("If-Match")).isEqualTo("W/\"3\"");
  }

  @Test
  void makesAChannelThatIsNotThere() {
    shell.run("channel", "set", "new", "--status", "a=b=fulfil:unreported");

    assertThat(server.lastAsked().text())
        .isEqualTo("{\"statuses\":{\"a=b\":{\"effect\":\"fulfil\",\"report\":false}}}");
    assertThat(server.lastAsked().header("If-Match")).isEmpty();
  }

  @Test
  void refusesAStatusWithoutItsMeaning() {
    Result result = shell.run("channel", "set", "web", "--status", "paid");

    assertThat(result.exit()).isEqualTo(Exit.USAGE);
    assertThat(result.err()).contains("'paid' does not say what the status means", "paid=reserve");
  }
}
