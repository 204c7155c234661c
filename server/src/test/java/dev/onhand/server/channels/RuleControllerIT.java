package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RuleControllerIT {

  @RegisterExtension
  static final RunningServer SERVER =
      RunningServer.start(Map.of("ONHAND_HTTP_ALLOW_PRIVATE", "127.0.0.0/8"));

  private static Client admin;

  private OneListing one;
  private String path;
  private String listing;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    Shop.open(SERVER);
  }

  @BeforeEach
  void connect() throws Exception {
    one = new OneListing(admin);
    path = one.path;
    listing = one.id;
  }

  @AfterEach
  void close() {
    one.close();
  }

  @Test
  void aGroupIsMadeByPuttingAListingInAndGoneWhenItIsEmpty() {
    assertThat(group("{\"group\":\"phones\"}").at("/group")).isEqualTo("phones");
    assertThat(admin.get(path + "/groups").at("/data/0/name")).isEqualTo("phones");
    assertThat(admin.get(path + "/groups").at("/data/0/listings")).isEqualTo("1");
    assertThat(one.list("&group=phones")).isEqualTo(listing);
    assertThat(one.list("&group=cases")).isEmpty();

    assertThat(group("{}").at("/group")).isEmpty();
    assertThat(admin.get(path + "/groups").json().at("/data")).isEmpty();
  }

  @Test
  void aRuleOfAGroupHoldsForTheListingsInIt() {
    group("{\"group\":\"phones\"}");
    rule("?group=phones", "{\"buffer\":4}");
    assertThat(one.desired()).isEqualTo("6");

    group("{}");
    assertThat(one.desired()).isEqualTo("10");
    assertThat(admin.get(path + "/groups").at("/data/0/rule/buffer"))
        .as("its rule keeps the group")
        .isEqualTo("4");
  }

  @Test
  void aGroupIsRenamedWithItsRule() {
    group("{\"group\":\"phones\"}");
    rule("?group=phones", "{\"buffer\":4}");
    rule("?group=taken", "{\"buffer\":1}");

    Answer taken = admin.send("PUT", path + "/groups/phones", "{\"name\":\"taken\"}");
    assertThat(taken.code()).isEqualTo("conflict");
    Answer renamed = admin.send("PUT", path + "/groups/phones", "{\"name\":\"handsets\"}");
    assertThat(renamed.at("/listings")).isEqualTo("1");
    assertThat(renamed.at("/rule/buffer")).isEqualTo("4");
    assertThat(admin.get("/api/v1/listings/" + listing).at("/group")).isEqualTo("handsets");
    assertThat(one.desired()).isEqualTo("6");
  }

  @Test
  void aDryRunSaysWhatWouldBePushedAndChangesNothing() {
    Answer preview = rule("?dry_run=true", "{\"buffer\":4}");

    assertThat(preview.json().at("/dry_run").asBoolean()).isTrue();
    assertThat(preview.at("/preview/changes/0/from")).isEqualTo("10");
    assertThat(preview.at("/preview/changes/0/to")).isEqualTo("6");
    assertThat(preview.at("/preview/changes/0/shown")).isEqualTo("4");
    assertThat(preview.at("/preview/calls")).isEqualTo("1");
    assertThat(admin.get(path + "/rules").json().at("/data")).isEmpty();
    assertThat(one.desired()).isEqualTo("10");
  }

  @Test
  void aRuleThatIsTakenAwayLeavesTheWiderOne() {
    rule("", "{\"buffer\":4}");
    rule("?listing=" + listing, "{\"stops_selling\":true}");
    assertThat(one.desired()).isEqualTo("0");

    Answer preview = admin.send("DELETE", path + "/rule?dry_run=true&listing=" + listing, null);
    assertThat(preview.at("/preview/changes/0/to")).isEqualTo("6");
    Answer left = admin.send("DELETE", path + "/rule?listing=" + listing, null);
    assertThat(left.at("/scope")).isEqualTo("channel");
    assertThat(left.at("/rule/buffer")).isEqualTo("4");
    assertThat(left.json().has("preview")).isFalse();
    assertThat(one.desired()).isEqualTo("6");
  }

  @Test
  void ofTwoWhoChangeARuleTheSecondIsToldWhatItIsNow() {
    Answer first = ruleIf("W/\"0\"", "", "{\"buffer\":4}");
    assertThat(first.status()).as(first.text()).isEqualTo(200);
    String seen = first.header("ETag");
    assertThat(seen).isEqualTo("W/\"%s\"".formatted(first.at("/version")));
    assertThat(admin.get(path + "/rules").at("/data/0/version")).isEqualTo(first.at("/version"));
    assertThat(ruleIf("W/\"0\"", "", "{\"buffer\":5}").status()).as("made since").isEqualTo(412);

    Answer other = ruleIf(seen, "", "{\"buffer\":6,\"max\":8}");
    for (String query : new String[] {"", "?dry_run=true"}) {
      Answer stale = ruleIf(seen, query, "{\"buffer\":5}");
      assertThat(stale.status()).as(query).isEqualTo(412);
      assertThat(stale.at("/detail"))
          .contains("It is now 'keep back 6, show 100 % of the rest, at most 8'")
          .contains("you wanted 'keep back 5, show 100 % of the rest'");
    }
    assertThat(admin.send("DELETE", path + "/rule", null, "If-Match", seen).at("/detail"))
        .contains("you wanted no rule");
    assertThat(one.desired()).isEqualTo("4");

    Answer gone = admin.send("DELETE", path + "/rule", null, "If-Match", other.header("ETag"));
    assertThat(gone.header("ETag")).isEqualTo("W/\"0\"");
    assertThat(gone.at("/version")).isEqualTo("0");
  }

  private Answer ruleIf(String version, String query, String body) {
    return admin.send("PUT", path + "/rule" + query, body, "If-Match", version);
  }

  @Test
  void saysHowToSetUpAChannelThatIsNotCalled() {
    assertThat(admin.get("/api/v1/channels/bm/rules").at("/detail"))
        .startsWith(
            "There is no channel account 'bm'. Set one up on the page Settings, Channels, or")
        .contains("'onhand channel add CODE");
    assertThat(rule("?listing=lst_0&group=x", "{}").at("/errors/0/pointer")).isEqualTo("group");
    assertThat(rule("?group=%20", "{}").code()).isEqualTo("invalid_request");
  }

  private Answer rule(String query, String body) {
    return admin.send("PUT", path + "/rule" + query, body);
  }

  private Answer group(String body) {
    return admin.send("PUT", "/api/v1/listings/" + listing + "/group", body);
  }
}
