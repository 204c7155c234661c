package dev.onhand.connectors.ownshop;

import static dev.onhand.connectors.contracts.Replies.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.onhand.connector.ListingRef;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteListing.State;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.Settings;
import dev.onhand.connector.json.NextPage;
import dev.onhand.connector.json.Pointer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The page that a shop's developer builds by says what the connector reads and tells. */
class OwnShopContractPageTest {

  private static final Pattern JSON = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
  private static final Pattern SET = Pattern.compile("--set '?(\\w+)=([^'\n]*?)'?(?= |\n)");

  private final OwnShopMapping mapping = OwnShopMappingTest.mapping();
  private String page;
  private List<JsonNode> examples;

  @BeforeEach
  void read() throws IOException {
    page = Files.readString(Path.of("../docs/reference/own-shop.md"));
    examples =
        JSON.matcher(page).results().map(it -> OwnShopMappingTest.json(it.group(1))).toList();
  }

  @Test
  void itsListingsAreRead() {
    JsonNode listings = examples.getFirst();
    RemoteListing mug =
        new RemoteListing(
            new ListingRef("1001", "MUG-1"),
            List.of(),
            "4006381333931",
            "Mug, blue",
            null,
            State.ACTIVE,
            12L);

    assertThat(Pointer.of("/listings").list(listings).stream().map(mapping::listing))
        .containsExactly(
            mug,
            new RemoteListing(
                new ListingRef("1002", "MUG-2"),
                List.of(),
                null,
                "Mug, red",
                null,
                State.PAUSED,
                0L));
    assertThat(mapping.listing(examples.get(1))).isEqualTo(mug);
    assertThat(next(listings, "/listings?limit=100")).isEqualTo("/listings?limit=100&after=1002");
  }

  @Test
  void itsOrdersAreRead() {
    JsonNode orders = examples.get(4);

    assertThat(Pointer.of("/orders").list(orders).stream().map(mapping::order))
        .containsExactly(
            new RemoteOrder(
                "500001",
                "paid",
                Instant.parse("2026-11-28T08:20:11Z"),
                Instant.parse("2026-11-28T08:21:40Z"),
                null,
                List.of(new RemoteOrder.Line("1", "1001", "MUG-1", null, 3, 1, 0, 0, null)),
                "DE",
                "10115"));
    assertThat(next(orders, "/orders?changed_since=2026-11-28T08%3A15%3A00Z&limit=100"))
        .startsWith("/orders?changed_since=2026-11-28T08%3A21%3A40Z&after=500001");
  }

  @Test
  void itsAnswerForSeveralIsRead() {
    OwnShopMapping several =
        OwnShopMappingTest.mapping(
            OwnShopContractTest.SEVERAL.entrySet().stream()
                .flatMap(it -> Stream.of(it.getKey(), it.getValue()))
                .toArray(String[]::new));
    List<QuantityUpdate> updates =
        Stream.of("1001", "1003")
            .map(id -> new QuantityUpdate(new ListingRef(id, null), 7, null, "attempt-" + id))
            .toList();

    assertThat(several.outcomes(reply(200, examples.get(3).toString()), updates))
        .containsExactly(
            new Applied(7), new Refused(Refusal.UNKNOWN_LISTING, "There is no such listing."));
    assertThat(settings(page.substring(page.indexOf("--set push_path=/quantities"))))
        .containsAllEntriesOf(OwnShopContractTest.SEVERAL);
  }

  /** Those that commands of the page give, the first of each name. */
  private static Map<String, String> settings(String text) {
    return SET.matcher(text)
        .results()
        .collect(
            Collectors.toMap(
                (MatchResult it) -> it.group(1), it -> it.group(2), (first, later) -> first));
  }

  private static String next(JsonNode answer, String called) {
    return new NextPage(
            URI.create("https://shop.example/onhand"), Pointer.of("/next"), Optional.empty())
        .of(answer, called, called)
        .value();
  }

  @Test
  void itNamesEveryStatusAndNoOther() {
    assertThat(
            Pattern.compile("(?m)^\\| `(\\w+)` \\|").matcher(page).results().map(it -> it.group(1)))
        .containsExactlyInAnyOrderElementsOf(OwnShopMapping.STATUSES.keySet());
  }

  /** Its last example, as it stands there. */
  @Test
  void theSettingsOfItsOtherShopDo() {
    Map<String, String> given =
        new HashMap<>(settings(page.substring(page.indexOf("--set auth_header"))));
    assertThat(given).hasSizeGreaterThan(12).containsEntry("auth_value", "{secret}");
    given.put("address", "https://shop.example/api");
    given.put("secret", "any");

    assertThatCode(
            () ->
                new OwnShopConnectorFactory()
                    .check(Settings.of(OwnShopConnectorFactory.DESCRIPTOR.settings(), given)))
        .doesNotThrowAnyException();
  }
}
