package dev.onhand.connectors.backmarket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connectors.contracts.Bench;
import dev.onhand.connectors.contracts.Checked;
import dev.onhand.connectors.contracts.Contract;
import dev.onhand.connectors.contracts.OpenApi;
import dev.onhand.model.Effect;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.backmarket.BackMarket;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Shop.Wanted;
import dev.onhand.sandbox.wire.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one is likely to get wrong about Back Market, each by its name. */
class BackMarketTrapsTest {

  private static final Path CONTRACT =
      Path.of("../../shared/contracts/backmarket/back-market-openapi-original.yml");
  private static final Instant SINCE = Instant.EPOCH.plusSeconds(2);

  private final List<Bench> benches = new ArrayList<>();

  @AfterEach
  void close() {
    benches.forEach(Bench::close);
  }

  /** Read once, when it is first needed. */
  private static final class Read {
    static final OpenApi CONTRACT = OpenApi.of(BackMarketTrapsTest.CONTRACT, "");
  }

  /**
   * With all that is said held against the contract, where it is; but as answers are seen, they
   * hold nulls that it does not have.
   */
  private Bench bench() {
    BackMarket market = BackMarket.withToken("to:ken");
    Marketplace checked =
        Files.isRegularFile(CONTRACT)
            ? new Checked(market, List.of(Read.CONTRACT.ofWhatIsThere()), request -> false)
            : market;
    benches.add(new Bench(new BackMarketConnectorFactory(), checked));
    return benches.getLast();
  }

  private static BackMarketConnector open(Bench bench) {
    return (BackMarketConnector)
        bench.open(
            Map.of(
                "address", bench.account().base().toString(),
                "token", "to:ken",
                "company", "Phones",
                "contact", "stock@phones.example"));
  }

  @Test
  void whatIsAskedIsAsTheOwnersContractSays() throws Exception {
    assumeTrue(Files.isRegularFile(CONTRACT), "the contracts (../shared/contracts) are not here");
    Bench bench = bench();
    Listing listing = bench.list("SKU-1", 9);
    Order order = bench.shop().sell(listing.id(), 2).orElseThrow();
    BackMarketConnector connector = open(bench);

    RemoteListing shown = connector.listings(Cursor.START).listings().getFirst();
    assertThat(connector.listing(shown.ref())).contains(shown);
    assertThat(connector.push(List.of(Bench.update(listing.id(), "SKU-1", 3))))
        .containsExactly(new Applied(3));
    assertThat(connector.orders(SINCE, Cursor.START).orders()).hasSize(1);
    assertThat(connector.order(order.id())).isPresent();
  }

  @Test
  void theContractRefusesWhatIsNotInIt() {
    assumeTrue(Files.isRegularFile(CONTRACT), "the contracts (../shared/contracts) are not here");

    assertThat(Read.CONTRACT.problems("GET", "/ws/listings", "page=1&page-size=50", "")).isEmpty();
    assertThat(Read.CONTRACT.problems("GET", "/ws/listings", "publication_state=7", "")).hasSize(1);
    assertThat(Read.CONTRACT.problems("GET", "/ws/listings", "size=50", "")).hasSize(1);
    assertThat(
            Read.CONTRACT
                .ofWhatIsThere()
                .problems(
                    Contract.call("GET", "/ws/listings", "", ""),
                    Response.of(
                        200,
                        "application/json",
                        "{\"count\":\"many\",\"next\":null,\"results\":[]}")))
        .hasSize(1);
    assertThat(Read.CONTRACT.knows(Contract.call("PATCH", "/ws/listings/1", "", ""))).isFalse();
  }

  /** Else each call meets the firewall, or a token that is encoded twice. */
  @Test
  void everyCallNamesWhoCallsAndTheTokenIsSentAsItIs() throws Exception {
    Bench bench = bench();
    bench.list("SKU-1", 9);

    assertThat(open(bench).listings(Cursor.START).listings()).hasSize(1);
  }

  @Test
  void theFirewallSaysNothingOfTheToken() throws Exception {
    Bench bench = bench();
    bench.account().faults().next(Fault.FIREWALL, 1);
    BackMarketConnector connector = open(bench);

    assertThat(Bench.failure(() -> connector.listings(Cursor.START)).why())
        .isEqualTo(Cause.TURNED_AWAY);
  }

  @Test
  void soldOutIsOfflineAndComesBackWithItsStock() throws Exception {
    Bench bench = bench();
    Listing listing = bench.list("SKU-1", 9);
    BackMarketConnector connector = open(bench);

    assertThat(connector.push(List.of(Bench.update(listing.id(), "SKU-1", 0))))
        .containsExactly(new Applied(0));
    assertThat(connector.listings(Cursor.START).listings().getFirst().state())
        .isEqualTo(RemoteListing.State.ACTIVE);
    assertThat(connector.push(List.of(Bench.update(listing.id(), "SKU-1", 4))))
        .containsExactly(new Applied(4));
  }

  /** Its state is 9 then as it is for one that was shipped. */
  @Test
  void anOrderThatIsOverSaysNothingOfWhetherItWasShipped() throws Exception {
    Bench bench = bench();
    Listing listing = bench.list("SKU-1", 9);
    Order shipped = bench.shop().sell(listing.id(), 1).orElseThrow();
    Order cancelled = bench.shop().sell(listing.id(), 1).orElseThrow();
    bench.shop().ship(shipped.id());
    bench.shop().cancel(cancelled.id());
    BackMarketConnector connector = open(bench);

    RemoteOrder.Line sent = connector.order(shipped.id()).orElseThrow().lines().getFirst();
    RemoteOrder.Line gone = connector.order(cancelled.id()).orElseThrow().lines().getFirst();
    assertThat(List.of(sent.shipped(), sent.cancelled())).containsExactly(1L, 0L);
    assertThat(List.of(gone.shipped(), gone.cancelled())).containsExactly(0L, 1L);
  }

  @Test
  void aLineNamesItsListingByItsSkuAndAnOldNumber() throws Exception {
    Bench bench = bench();
    Listing listing = bench.list("SKU-1", 9);
    Order order = bench.shop().sell(listing.id(), 1).orElseThrow();
    BackMarketConnector connector = open(bench);

    RemoteListing shown = connector.listings(Cursor.START).listings().getFirst();
    RemoteOrder.Line line = connector.order(order.id()).orElseThrow().lines().getFirst();
    assertThat(line.sku()).isEqualTo("SKU-1");
    assertThat(shown.aliases()).contains(line.listing());
  }

  /**
   * The list became shorter between two pages; that there is no such page is no error then. The
   * contract has no such answer.
   */
  @Test
  void aPageThatIsGoneSinceIsTheEndOfTheList() throws Exception {
    Bench bench = new Bench(new BackMarketConnectorFactory(), BackMarket.withToken("to:ken"));
    benches.add(bench);
    List<Listing> listings = new ArrayList<>();
    for (int i = 0; i < 51; i++) {
      listings.add(bench.list("SKU-" + i, 1));
    }
    BackMarketConnector connector = open(bench);
    ListingPage first = connector.listings(Cursor.START);
    bench.shop().delete(listings.getFirst().id());

    assertThat(connector.listings(Objects.requireNonNull(first.next())))
        .isEqualTo(new ListingPage(List.of(), null));
  }

  /** That a payment failed is told by no list: what an order holds is let go once it is read. */
  @Test
  void anOrderThatWasNeverPaidLeavesTheListAndIsReadByItself() throws Exception {
    Bench bench = bench();
    Listing listing = bench.list("SKU-1", 9);
    Order order = bench.shop().place(List.of(new Wanted(listing.id(), 2))).orElseThrow();
    BackMarketConnector connector = open(bench);
    assertThat(connector.orders(SINCE, Cursor.START).orders())
        .extracting(RemoteOrder::externalId, RemoteOrder::status)
        .containsExactly(tuple(order.id(), "10"));

    bench.shop().failPayment(order.id());

    assertThat(connector.orders(SINCE, Cursor.START).orders()).isEmpty();
    RemoteOrder alone = connector.order(order.id()).orElseThrow();
    assertThat(BackMarketConnectorFactory.DESCRIPTOR.effect(alone.status()))
        .contains(Effect.RELEASE);
    assertThat(alone.lines()).extracting(RemoteOrder.Line::cancelled).containsExactly(2L);
  }
}
