package dev.onhand.connectors.amazon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.PushOutcome.Unconfirmed;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.ReplyRules;
import dev.onhand.connectors.contracts.Bench;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.amazon.Amazon;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Shop.Wanted;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one is likely to get wrong about Amazon, each by its name. */
class AmazonTrapsTest {

  /** More are not paged. */
  private static final int MANY = 1_020;

  @Test
  void httpOkWithInvalidIsARefusal() throws InterruptedException {
    try (AmazonRig rig = new AmazonRig(AmazonRig.amazon(), Map.of())) {
      Listing listing = rig.account.shop().list(Item.of("A"), 7);
      rig.account.faults().next(Fault.REFUSED_ITEM, Purpose.PUSH, 1);

      assertThat(rig.push("A", 3))
          .isEqualTo(
              new Refused(
                  Refusal.OTHER, "90000900: The listing is suppressed and cannot be changed."));
      assertThat(rig.account.shop().find(listing.id()).orElseThrow().quantity()).isEqualTo(7);
    }
  }

  @Test
  void acceptedIsNotAppliedYet() throws InterruptedException {
    try (AmazonRig rig = new AmazonRig(AmazonRig.amazon(), Map.of())) {
      rig.account.shop().list(Item.of("A"), 7);
      QuantityUpdate update = AmazonRig.update("A", 3);

      PushOutcome outcome = rig.connector.push(List.of(update)).getFirst();

      assertThat(outcome).isInstanceOf(Unconfirmed.class);
      String request = ((Unconfirmed) outcome).requestId();
      assertThat(rig.connector.confirm(request, List.of(update))).containsExactly(outcome);
      rig.advance(Duration.ofSeconds(30));
      assertThat(rig.connector.confirm(request, List.of(update))).containsExactly(new Applied(3));
    }
  }

  @Test
  void aPatchThatNeverTakesEffectIsSaidToShowWhatItShows() throws InterruptedException {
    try (AmazonRig rig = new AmazonRig(AmazonRig.amazon(), Map.of())) {
      rig.account.shop().list(Item.of("A"), 7);
      rig.account.faults().next(Fault.NOT_APPLIED, Purpose.PUSH, 1);

      assertThat(rig.push("A", 3)).isEqualTo(new Applied(7));
    }
  }

  @Test
  void aPushKeepsTheDaysToShipAndAddsNoSecondAvailability() throws Exception {
    try (AmazonRig rig = new AmazonRig(AmazonRig.amazon().thatTakes("standing"), Map.of())) {
      rig.account.shop().list(Item.of("A"), 7);

      assertThat(rig.push("A", 3)).isEqualTo(new Applied(3));

      assertThat(submitted(rig))
          .contains("\"lead_time_to_ship_max_days\":2")
          .containsOnlyOnce("fulfillmentChannelCode");
    }
  }

  /** What Amazon holds of the offer, as anybody may ask for it. */
  private static String submitted(AmazonRig rig) throws IOException, InterruptedException {
    URI address =
        URI.create(
            "%s/listings/2021-08-01/items/%s/A?marketplaceIds=%s&includedData=attributes,fulfillmentAvailability"
                .formatted(rig.account.base(), Amazon.SELLER, Amazon.MARKETPLACE));
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(address).header("x-amz-access-token", "standing").build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  @Test
  void whatAmazonFulfilsIsNeitherListedNorReserved() throws InterruptedException {
    Amazon amazon = AmazonRig.amazon().thatFulfils(sku -> sku.startsWith("FBA"));
    try (AmazonRig rig = new AmazonRig(amazon, Map.of())) {
      rig.account.shop().list(Item.of("OWN"), 7);
      Listing fba = rig.account.shop().list(Item.of("FBA"), 7);
      String order = rig.account.shop().sell(fba.id(), 1).orElseThrow().id();

      assertThat(rig.listings()).extracting(it -> it.ref().externalId()).containsExactly("OWN");
      assertThat(rig.connector.listing(new ListingRef("FBA", "FBA"))).isEmpty();
      assertThat(rig.connector.orders(Instant.EPOCH, Cursor.START).orders()).isEmpty();
      assertThat(rig.connector.order(order)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"A B", "A/B", "A#1", "50%", "A,B", "A?b=c&d", "Ä+B", "a\"b"})
  void aSkuMayHoldAnySign(String sku) throws InterruptedException {
    try (AmazonRig rig = new AmazonRig(AmazonRig.amazon(), Map.of())) {
      rig.account.shop().list(Item.of(sku), 7);
      rig.account.shop().list(Item.of("A"), 5);

      assertThat(rig.push(sku, 3)).isEqualTo(new Applied(3));
      assertThat(rig.connector.listing(new ListingRef(sku, sku)))
          .hasValueSatisfying(it -> assertThat(it.quantity()).isEqualTo(3));
    }
  }

  @Test
  void aThousandAndMoreAreListedByAReport() throws InterruptedException {
    Amazon amazon = AmazonRig.amazon().thatFulfils(sku -> sku.endsWith("7"));
    try (AmazonRig rig = new AmazonRig(amazon, Map.of())) {
      list(rig, MANY);
      rig.account.shop().list(Item.of("WITH,COMMA"), 4);

      assertThat(rig.listings())
          .hasSize(MANY - MANY / 10 + 1)
          .extracting(it -> it.ref().externalId())
          .doesNotHaveDuplicates()
          .contains("WITH,COMMA");
    }
  }

  @Test
  void aTokenIsRenewedOnceForEightThreads() throws Exception {
    try (AmazonRig rig = new AmazonRig(AmazonRig.amazon(), Map.of())) {
      rig.account.shop().list(Item.of("A"), 7);
      ListingRef ref = new ListingRef("A", "A");
      rig.connector.listing(ref);
      rig.advance(Duration.ofHours(1));

      assertThat(Bench.byEightThreads(() -> rig.connector.listing(ref).isPresent()))
          .hasSize(8)
          .containsOnly(true);
      assertThat(rig.account.calls().of(Purpose.LOGIN)).isEqualTo(2);
    }
  }

  /** It says Cp1252, and is. */
  @Test
  void aReportIsReadInTheCharsetThatItNames() throws InterruptedException {
    try (AmazonRig rig = new AmazonRig(AmazonRig.amazon(), Map.of())) {
      list(rig, MANY);
      rig.account.shop().list(Item.of("GRÖSSE-Ü"), 4);

      assertThat(rig.listings()).extracting(it -> it.ref().externalId()).contains("GRÖSSE-Ü");
    }
  }

  @Test
  void aReportMayBeHoursOldAndItsNumbersAreNotBelieved() throws InterruptedException {
    try (AmazonRig rig = new AmazonRig(AmazonRig.amazon(), Map.of())) {
      list(rig, MANY);
      assertThat(rig.listings()).hasSize(MANY);
      Listing sold = rig.account.shop().listings().getFirst();
      Listing gone = rig.account.shop().listings().getLast();
      rig.account.shop().sell(sold.id(), 2);
      rig.account.shop().delete(gone.id());

      List<RemoteListing> again = rig.listings();

      assertThat(again).extracting(it -> it.ref().sku()).doesNotContain(gone.sku());
      assertThat(again)
          .filteredOn(it -> sold.sku().equals(it.ref().sku()))
          .extracting(RemoteListing::quantity)
          .containsExactly(3L);
    }
  }

  @Test
  void aReportThatFailedIsMadeAgainAndNotTooSoon() throws InterruptedException {
    try (AmazonRig rig = new AmazonRig(AmazonRig.amazon(), Map.of())) {
      list(rig, MANY);
      rig.account.faults().next(Fault.RESULT_LOST, Purpose.LISTING_READ, 2);
      Instant before = rig.instant();

      assertThat(rig.listings()).hasSize(MANY);
      assertThat(Duration.between(before, rig.instant()))
          .as("between the second and the third there is half an hour")
          .isGreaterThan(Duration.ofMinutes(30));
    }
  }

  @Test
  void columnsOfAReportAreFoundByName() {
    String table =
        """
        status\tfulfillment-channel\tseller-sku\titem-name
        Active\tDEFAULT\tA\tOne
        Active\tAMAZON_EU\tB\tTwo
        Inactive\tDEFAULT\tC
        Active\tDEFAULT\tA\tOne again
        """;

    assertThat(AmazonReports.skusOf(table)).containsExactly("A", "C");
    assertThatThrownBy(() -> AmazonReports.skusOf("sku\tquantity\nA\t3\n"))
        .hasMessageContaining("seller-sku");
    assertThatThrownBy(() -> AmazonReports.skusOf("")).hasMessageContaining("seller-sku");
  }

  @Test
  void manyGoInOneFeedAndEachIsAnswered() throws InterruptedException {
    try (AmazonRig rig = new AmazonRig(AmazonRig.amazon(), Map.of())) {
      list(rig, 300);
      List<QuantityUpdate> updates = updates(299, 300);
      updates.add(AmazonRig.update("NOT-THERE", 2));
      assertThat(rig.listings()).hasSize(300);

      List<PushOutcome> outcomes = rig.connector.push(updates);

      assertThat(rig.account.calls().of(Purpose.PUSH)).isEqualTo(1);
      assertThat(outcomes).hasSize(300).allMatch(Unconfirmed.class::isInstance);
      assertThat(rig.settled(updates.getFirst(), outcomes.getFirst())).isEqualTo(new Applied(2));
      assertThat(rig.settled(updates.getLast(), outcomes.getLast()))
          .isEqualTo(new Refused(Refusal.OTHER, "90220: SKU 'NOT-THERE' is not listed"));
      assertThat(rig.account.shop().listings().subList(0, 299))
          .extracting(Listing::quantity)
          .containsOnly(2);
    }
  }

  @Test
  void aFeedIsAskedForOnceHoweverManyItCarried() throws InterruptedException {
    try (AmazonRig rig = new AmazonRig(AmazonRig.amazon(), Map.of())) {
      list(rig, 300);
      List<QuantityUpdate> updates = updates(300, 300);
      PushOutcome outcome = rig.connector.push(updates).getFirst();
      String request = ((Unconfirmed) outcome).requestId();
      rig.advance(Duration.ofMinutes(10));
      for (QuantityUpdate update : updates) {
        assertThat(rig.connector.confirm(request, List.of(update))).containsExactly(new Applied(2));
      }

      assertThat(rig.account.calls().of(Purpose.PUSH_RESULT)).isEqualTo(3);
    }
  }

  @Test
  void ofAFeedThatFailedListingsAreRead() throws InterruptedException {
    try (AmazonRig rig = new AmazonRig(AmazonRig.amazon(), Map.of())) {
      list(rig, 300);
      rig.account.faults().next(Fault.RESULT_LOST, Purpose.PUSH, 1);
      List<QuantityUpdate> updates = updates(300, 300);
      PushOutcome outcome = rig.connector.push(updates).getFirst();
      rig.advance(Duration.ofMinutes(10));
      assertThat(rig.listings()).hasSize(300); // the feed is worked on before the edit
      rig.account.shop().edit(rig.account.shop().findBySku("SKU-0001").orElseThrow().id(), 9);

      String request = ((Unconfirmed) outcome).requestId();
      assertThat(rig.patiently(() -> rig.connector.confirm(request, updates.subList(0, 2))))
          .containsExactly(new Applied(2), new Applied(9));
    }
  }

  /** As where all of it could not be read (4002001), which another seller's id makes it. */
  @Test
  void anErrorWithoutASkuIsAboutTheWholeFeed() throws InterruptedException {
    try (AmazonRig rig = new AmazonRig(AmazonRig.amazon(), Map.of())) {
      list(rig, 300);
      List<QuantityUpdate> updates = updates(300, 300);
      AmazonConnector other =
          new AmazonConnector(rig.apiOf("A-SELLER-WHO-IS-ANOTHER"), true, Optional.empty());
      String request = ((Unconfirmed) other.push(updates).getFirst()).requestId();
      rig.advance(Duration.ofMinutes(10));

      assertThat(rig.patiently(() -> rig.connector.confirm(request, updates.subList(0, 2))))
          .as("what they show is read")
          .containsOnly(new Applied(5));
    }
  }

  @Test
  void whereNoFurtherFeedMayBeSentPatchesGoOn() throws InterruptedException {
    try (AmazonRig rig = new AmazonRig(AmazonRig.amazon(), Map.of())) {
      list(rig, 300);
      for (int feeds = 0; feeds < 5; feeds++) {
        assertThat(rig.connector.push(updates(300, 300))).allMatch(Unconfirmed.class::isInstance);
      }

      List<PushOutcome> outcomes = rig.connector.push(updates(300, 300));

      assertThat(outcomes).hasSize(300);
      assertThat(outcomes.subList(0, 5)).allMatch(Unconfirmed.class::isInstance);
      assertThat(outcomes.subList(5, 300)).allMatch(PushOutcome.Deferred.class::isInstance);
      assertThat(rig.account.limits().refused()).isZero();
    }
  }

  @Test
  void whatAmazonAllowsIsLearnedFromItsHeader() throws InterruptedException {
    for (double times : new double[] {4, 0.5}) {
      try (AmazonRig rig = new AmazonRig(AmazonRig.amazon().thatFills(times), Map.of())) {
        list(rig, 1);
        Instant before = rig.instant();
        for (int i = 0; i < 41; i++) {
          rig.patiently(
              () -> rig.connector.listing(new ListingRef("SKU-0000", "SKU-0000")).orElseThrow());
        }

        assertThat(Duration.between(before, rig.instant()))
            .as("four times ten reads, ten in 2 s where nothing is told")
            .isEqualTo(Duration.ofMillis((long) (8_000 / times)));
        assertThat(rig.account.limits().refused()).isZero();
      }
    }
  }

  @Test
  void aHeaderSaysNothingOfLimitsThatAreKeptByChoice() {
    HttpCall feed =
        AmazonOperation.LISTINGS_FEED.alsoOf(
            AmazonOperation.FEED.get(dev.onhand.connector.http.Purpose.PUSH));
    ReplyRules rules = AmazonApi.RULES;

    assertThat(rules.perSecond(feed, limited("0.0167"))).isEqualTo(Map.of("feeds", 0.0167));
    assertThat(rules.perSecond(feed, limited("fast"))).isEmpty();
    assertThat(rules.perSecond(feed, limited("-1"))).isEmpty();
  }

  private static HttpReply limited(String value) {
    return new HttpReply(
        200,
        Map.of("x-amzn-ratelimit-limit", List.of(value)),
        new byte[0],
        Instant.EPOCH,
        Instant.EPOCH);
  }

  @Test
  void aPendingOrderIsReservedThoughItShowsNothingUnfulfilled() throws InterruptedException {
    try (AmazonRig rig = new AmazonRig(AmazonRig.amazon(), Map.of())) {
      Listing listing = rig.account.shop().list(Item.of("A"), 7);
      rig.account.shop().place(List.of(new Wanted(listing.id(), 2)));

      RemoteOrder order = rig.connector.orders(Instant.EPOCH, Cursor.START).orders().getFirst();

      assertThat(order.status()).isEqualTo("PENDING");
      assertThat(order.lines().getFirst())
          .isEqualTo(
              new RemoteOrder.Line(order.lines().getFirst().id(), "A", "A", null, 2, 0, 0, null));
    }
  }

  @Test
  void saysWhichSecretIsWrong() {
    Amazon revoked = Amazon.withSecrets(AmazonRig.SECRET, "Atzr|another");
    try (AmazonRig rig = new AmazonRig(revoked, Map.of())) {
      assertFails(rig, Cause.LOGIN_REFUSED, "invalid_grant", "authorize the application again");
    }
    Amazon rotated = Amazon.withSecrets("another", AmazonRig.REFRESH);
    try (AmazonRig rig = new AmazonRig(rotated, Map.of())) {
      assertFails(rig, Cause.LOGIN_REFUSED, "invalid_client", "check client_id and client_secret");
    }
  }

  @Test
  void saysThatARoleIsMissing() {
    try (AmazonRig rig = new AmazonRig(AmazonRig.amazon().withoutRoles(), Map.of())) {
      assertFails(rig, Cause.LOGIN_REFUSED, "lacks the role", "Product");
    }
  }

  @Test
  void saysThatNobodyIsThere() {
    Map<String, String> nowhere = Map.of("login_address", "http://127.0.0.1:1");
    try (AmazonRig rig = new AmazonRig(AmazonRig.amazon(), nowhere)) {
      assertFails(rig, Cause.UNREACHABLE, "POST /auth/o2/token");
    }
  }

  private static void assertFails(AmazonRig rig, Cause why, String... words) {
    assertThatThrownBy(() -> rig.connector.listings(Cursor.START))
        .isInstanceOfSatisfying(DeferredException.class, e -> assertThat(e.why()).isEqualTo(why))
        .hasMessageContainingAll(words)
        .hasMessageNotContainingAny(AmazonRig.SECRET, AmazonRig.REFRESH);
  }

  private static void list(AmazonRig rig, int number) {
    IntStream.range(0, number)
        .forEach(i -> rig.account.shop().list(Item.of("SKU-%04d".formatted(i)), 5));
  }

  private static List<QuantityUpdate> updates(int number, int to) {
    List<QuantityUpdate> updates = new ArrayList<>();
    IntStream.range(0, Math.min(number, to))
        .forEach(i -> updates.add(AmazonRig.update("SKU-%04d".formatted(i), 2)));
    return updates;
  }
}
