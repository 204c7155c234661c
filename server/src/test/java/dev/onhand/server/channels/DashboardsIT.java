package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import dev.onhand.store.testing.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What dashboards and alert rules name is what a server that works shows. */
class DashboardsIT {

  @RegisterExtension
  static final RunningServer SERVER =
      RunningServer.start(Map.of("ONHAND_HTTP_ALLOW_PRIVATE", "127.0.0.0/8"));

  private static final Path SHIPPED = Path.of("").toAbsolutePath().resolveSibling("dashboards");

  private static final Pattern SHOWN =
      Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?([a-z_]+)\\s*}}");

  private static OneListing one;
  private static Map<String, Set<String>> exposed;

  @BeforeAll
  static void sell() throws Exception {
    Client admin = SERVER.admin();
    Shop.open(SERVER);
    one = new OneListing(admin);
    admin.post(one.path + "/account/resume", "");
    Eventually.within(
        OneListing.SOON,
        "its listing is told and confirmed",
        () -> metrics().contains("outcome=\"confirmed\""));
    System.gc(); // pauses of the collector are exposed from the first on
    Eventually.within(
        OneListing.SOON,
        "the collector has paused",
        () -> metrics().contains("jvm_gc_pause_seconds_sum"));
    exposed = Expression.exposed(metrics());
  }

  private static String metrics() {
    return SERVER.admin().get("/metrics").text();
  }

  @AfterAll
  static void close() {
    one.close();
  }

  private static JsonNode dashboard() throws IOException {
    return new JsonMapper().readTree(Files.readString(SHIPPED.resolve("onhand.json")));
  }

  private static Set<String> shown(String text) {
    return SHOWN.matcher(text).results().map(label -> label.group(1)).collect(Collectors.toSet());
  }

  @Test
  void dashboardNamesWhatIsExposed() throws IOException {
    List<String> unknown = new ArrayList<>();
    int targets = 0;
    for (JsonNode panel : dashboard().at("/panels")) {
      for (JsonNode target : panel.path("targets")) {
        targets++;
        unknown.addAll(
            Expression.of(target.path("expr").asString())
                .unknown(exposed, shown(target.path("legendFormat").asString())));
      }
    }
    assertThat(targets).isGreaterThan(20);
    assertThat(unknown).isEmpty();
  }

  @Test
  void dashboardOffersChoicesOfWhatIsExposed() throws IOException {
    Pattern values = Pattern.compile("label_values\\(([a-z_]+), ([a-z_]+)\\)");
    List<MatchResult> choices = new ArrayList<>();
    for (JsonNode variable : dashboard().at("/templating/list")) {
      choices.addAll(values.matcher(variable.path("query").asString()).results().toList());
    }
    assertThat(choices)
        .hasSize(2)
        .allSatisfy(choice -> assertThat(exposed.get(choice.group(1))).contains(choice.group(2)));
  }

  @Test
  void panelsHaveAnIdAndAPlaceOfTheirOwn() throws IOException {
    List<JsonNode> panels = dashboard().at("/panels").valueStream().toList();

    assertThat(panels).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
    assertThat(panels)
        .extracting(panel -> panel.at("/gridPos/x") + "/" + panel.at("/gridPos/y"))
        .doesNotHaveDuplicates();
  }

  @Test
  void rulesNameWhatIsExposed() throws IOException {
    List<String> unknown = new ArrayList<>();
    List<Map<String, Object>> rules = rules();
    for (Map<String, Object> rule : rules) {
      unknown.addAll(
          Expression.of(rule.get("expr").toString())
              .unknown(exposed, shown(rule.get("annotations").toString())));
      assertThat(rule.get("annotations").toString()).contains("summary=", "description=");
    }
    assertThat(rules).hasSizeGreaterThan(8);
    assertThat(rules).extracting(rule -> rule.get("alert")).doesNotHaveDuplicates();
    assertThat(unknown).isEmpty();
  }

  @SuppressWarnings("unchecked") // the form of Prometheus' rules
  private static List<Map<String, Object>> rules() throws IOException {
    Map<String, List<Map<String, List<Map<String, Object>>>>> file =
        new Yaml().load(Files.readString(SHIPPED.resolve("alerts.yml")));
    return file.get("groups").stream().flatMap(group -> group.get("rules").stream()).toList();
  }

  @Test
  void wrongNamesAreFound() {
    assertThat(unknown("sum(rate(onhand_movement_total[5m]))"))
        .containsExactly("onhand_movement_total");
    assertThat(unknown("onhand_push_backlog{shop=~\"$channel\"} > 0"))
        .containsExactly("onhand_push_backlog{shop}");
    assertThat(unknown("sum by (product) (onhand_push_backlog)")).containsExactly("product");
    assertThat(unknown("time() - max(onhand_build_info) > 1 or vector(0)")).isEmpty();
    assertThat(Expression.of("onhand_build_info").unknown(exposed, shown("{{ $labels.colour }}")))
        .containsExactly("colour");
  }

  private static List<String> unknown(String expression) {
    return Expression.of(expression).unknown(exposed, Set.of());
  }
}
