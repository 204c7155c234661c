package dev.onhand.connectors.refurbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connectors.contracts.Bench;
import dev.onhand.connectors.contracts.Checked;
import dev.onhand.connectors.contracts.Protos;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.refurbed.Refurbed;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.wire.Request;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is on the wire, and what of it is like no other channel. */
class RefurbedWireTest {

  private static final Path CONTRACT = Path.of("../../shared/contracts/refurbed");
  private static final Duration DAY = Duration.ofDays(1);

  private final List<Bench> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Bench::close);
  }

  @Test
  void whatIsAskedAndAnsweredIsAsTheOwnersContractSays() throws Exception {
    assumeTrue(Files.isDirectory(CONTRACT), "the contracts (../shared/contracts) are not here");
    Bench bench = bench(checked(Refurbed.withToken("secret")));
    RefurbedConnector connector = connector(bench, Map.of());
    List<Listing> listings = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      listings.add(bench.list("SKU-" + i, i));
      bench.shop().sell(listings.getLast().id(), 2);
    }
    Order old = bench.shop().orders().getFirst();
    bench.shop().accept(old.id(), old.lines().getFirst().number());
    bench.shop().ship(old.id());
    bench.shop().takeBack(old.id(), old.lines().getFirst().number(), 1);
    bench.shop().cancel(bench.shop().orders().getLast().id());

    Cursor second = connector.listings(Cursor.START).next();
    assertThat(connector.listings(second).next()).isNull();
    assertThat(connector.listing(new ListingRef("100003", null))).isPresent();
    assertThat(connector.listing(new ListingRef("1", null))).isEmpty();
    assertThat(
            connector.push(
                List.of(Bench.update("100001", "SKU-0", 0), Bench.update("7", "SKU-X", 5))))
        .hasSize(2);
    assertThat(connector.orders(Instant.EPOCH, Cursor.START).next()).isNotNull();
    bench.advance(DAY);
    Cursor older = connector.orders(bench.now(), Cursor.START).next();
    assertThat(connector.orders(bench.now(), older).orders()).isNotEmpty();
    assertThat(connector.order(old.id())).isPresent();

    assertThat(bench.account().calls().total()).isEqualTo(9);
  }

  /** With all that is said held against the contract, where it is. */
  static Marketplace checked(Refurbed shop) {
    return Files.isDirectory(CONTRACT)
        ? new Checked(shop, List.of(Read.CONTRACT), request -> false)
        : shop;
  }

  /** Read once, when it is first needed. */
  private static final class Read {
    static final Protos CONTRACT = Protos.in(RefurbedWireTest.CONTRACT);
  }

  @Test
  void theContractRefusesWhatIsNotInIt() {
    assumeTrue(Files.isDirectory(CONTRACT), "the contracts (../shared/contracts) are not here");
    Protos contract = Read.CONTRACT;
    String list = "refb.merchant.v1.OfferService/ListOffers";
    String push = "refb.merchant.v1.OfferService/BatchUpdateOffers";

    assertThat(problems(contract, list, "{\"pagination\":{\"limit\":-1}}")).hasSize(1);
    assertThat(problems(contract, list, "{\"pagination\":{\"starting_after\":4711}}")).hasSize(1);
    assertThat(
            problems(
                contract,
                list,
                "{\"pagination\":{\"starting_after\":\"1\",\"ending_before\":\"2\"}}"))
        .hasSize(1);
    assertThat(problems(contract, list, "{\"sort\":{\"by\":\"COLOUR\"}}")).hasSize(1);
    assertThat(problems(contract, list, "{\"changed_since\":\"2026-11-20T10:00:00Z\"}")).hasSize(1);
    assertThat(problems(contract, list, "{\"filter\":{\"created_at\":{\"ge\":\"noon\"}}}"))
        .hasSize(1);
    assertThat(problems(contract, push, "{\"offers\":{}}")).isNotEmpty();
    assertThat(problems(contract, push, "{\"offers\":[{\"stock\":5}]}"))
        .containsExactly("/offers/identifier is missing");
    Request unknown = new Request("POST", "/refb.merchant.v1.X/Y", "", Map.of(), new byte[0]);
    assertThat(contract.knows(unknown)).isFalse();
  }

  private static List<String> problems(Protos contract, String method, String body) {
    return contract.problems(
        new Request("POST", "/" + method, "", Map.of(), body.getBytes(StandardCharsets.UTF_8)));
  }

  /** Two programs share what is allowed: the other one has used it up. */
  @Test
  void asksNothingMoreWhenNothingIsLeftUntilTheWindowEnds() throws Exception {
    Bench bench = bench(Refurbed.withToken("secret"));
    RefurbedConnector other = connector(bench, Map.of());
    for (int i = 0; i < 9; i++) {
      other.listings(Cursor.START);
    }
    RefurbedConnector connector = connector(bench, Map.of());
    connector.listings(Cursor.START);

    assertThat(Bench.failure(() -> connector.listings(Cursor.START)))
        .satisfies(failure -> assertThat(failure.waitAtLeast()).isEqualTo(Duration.ofSeconds(1)))
        .hasMessageContaining("not sent");
    assertThat(bench.account().limits().refused()).isZero();
    bench.advance(Duration.ofSeconds(1));
    assertThat(connector.listings(Cursor.START).listings()).isEmpty();
  }

  @Test
  void ofAPushEachOfferIsDoneForItselfThoughAllIsAnsweredBySuccess() throws Exception {
    Bench bench = bench(Refurbed.withToken("secret"));
    Listing listing = bench.list("SKU-1", 7);

    assertThat(
            connector(bench, Map.of())
                .push(
                    List.of(
                        Bench.update("404", "NOPE", 1), Bench.update(listing.id(), "SKU-1", 5))))
        .satisfiesExactly(
            one -> assertThat(one).isInstanceOf(Refused.class),
            one -> assertThat(one).isEqualTo(new Applied(5)));
  }

  @Test
  void anOfferIsPushedByItsIdAlsoWhereItsSkuWasChangedByTheSeller() throws Exception {
    Bench bench = bench(Refurbed.withToken("secret"));
    Listing listing = bench.list("SKU-1", 7);
    bench.shop().rename(listing.id(), "SKU-1-NEW");

    assertThat(connector(bench, Map.of()).push(List.of(Bench.update(listing.id(), "SKU-1", 5))))
        .containsExactly(new Applied(5));
  }

  @Test
  void anOrderThatWasCancelledLongAfterItsReleaseIsFoundUpToTheDaysThatAreSet() throws Exception {
    Bench bench = bench(Refurbed.withToken("secret"));
    Listing listing = bench.list("SKU-1", 7);
    String order = bench.shop().sell(listing.id(), 1).orElseThrow().id();
    bench.advance(DAY.multipliedBy(20));
    bench.shop().cancel(order);

    assertThat(ordersSince(bench, connector(bench, Map.of()))).containsExactly(order);
    assertThat(ordersSince(bench, connector(bench, Map.of("reread_days", "19")))).isEmpty();
  }

  @Test
  void anOldOrderThatWasShippedIsNotReadAgainEachTime() throws Exception {
    Bench bench = bench(Refurbed.withToken("secret"));
    Listing listing = bench.list("SKU-1", 7);
    String order = bench.shop().sell(listing.id(), 1).orElseThrow().id();
    bench.advance(DAY);
    bench.shop().ship(order);
    RefurbedConnector connector = connector(bench, Map.of());

    assertThat(ordersSince(bench, connector)).isEmpty();
    assertThat(connector.order(order).orElseThrow().lines().getFirst().shipped()).isOne();
  }

  private static List<String> ordersSince(Bench bench, RefurbedConnector connector)
      throws InterruptedException {
    List<String> found = new ArrayList<>();
    for (Cursor at = Cursor.START; at != null; ) {
      var page = connector.orders(bench.now().minusSeconds(60), at);
      page.orders().stream().map(RemoteOrder::externalId).forEach(found::add);
      at = page.next();
    }
    return found;
  }

  @Test
  void aWrongTokenAMissingRightAndAWrongAddressAreToldApart() throws Exception {
    Bench bench = bench(Refurbed.withToken("secret"));
    assertThat(why(bench, Map.of("token", "wrong"))).isEqualTo(Cause.LOGIN_REFUSED);
    RefurbedConnector denied =
        connector(bench(Refurbed.withToken("secret").without("merchant.offer:list")), Map.of());
    assertThat(Bench.failure(() -> denied.listings(Cursor.START)))
        .satisfies(failure -> assertThat(failure.why()).isEqualTo(Cause.NOT_ALLOWED))
        .hasMessageContaining("permission denied: merchant.offer:list");
    assertThat(why(bench, Map.of("address", bench.account().base() + "/elsewhere")))
        .isEqualTo(Cause.UNEXPECTED);
    assertThat(why(bench, Map.of("address", "http://127.0.0.1:1"))).isEqualTo(Cause.UNREACHABLE);
  }

  private static Cause why(Bench bench, Map<String, String> settings) throws InterruptedException {
    RefurbedConnector connector = connector(bench, settings);
    return Bench.failure(() -> connector.listings(Cursor.START)).why();
  }

  private Bench bench(Marketplace marketplace) {
    opened.add(new Bench(new RefurbedConnectorFactory(), marketplace));
    return opened.getLast();
  }

  private static RefurbedConnector connector(Bench bench, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("address", bench.account().base().toString());
    all.put("token", "secret");
    all.putAll(settings);
    return (RefurbedConnector) bench.open(all);
  }
}
