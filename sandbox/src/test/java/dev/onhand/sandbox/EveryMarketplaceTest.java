package dev.onhand.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.sandbox.amazon.Amazon;
import dev.onhand.sandbox.backmarket.BackMarket;
import dev.onhand.sandbox.cdiscount.Cdiscount;
import dev.onhand.sandbox.ebay.Ebay;
import dev.onhand.sandbox.kaufland.Kaufland;
import dev.onhand.sandbox.magento.Magento;
import dev.onhand.sandbox.manomano.ManoMano;
import dev.onhand.sandbox.medusa.Medusa;
import dev.onhand.sandbox.mirakl.Mirakl;
import dev.onhand.sandbox.refurbed.Refurbed;
import dev.onhand.sandbox.shop.Buyers;
import dev.onhand.sandbox.shop.Cause;
import dev.onhand.sandbox.shop.Entry;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shopify.Shopify;
import dev.onhand.sandbox.vendure.Vendure;
import dev.onhand.sandbox.woocommerce.WooCommerce;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What must hold of each marketplace, whatever it is asked. */
class EveryMarketplaceTest {
  private static final Pattern VALUE = Pattern.compile("\"[^\"]*\"|-?\\d+|\\[[^\\]]*]");

  /** A read or a push that is good, to be spoiled. */
  record Call(String method, String path, String body) {}

  /**
   * A marketplace with the calls that it knows.
   *
   * @param quantity where the first listing's quantity stands in the answer to the first call
   * @param calls of an account whose first listing is given; the first reads listings, the second
   *     orders
   */
  record Sample(
      Marketplace marketplace,
      Map<String, String> headers,
      String quantity,
      Function<Listing, List<Call>> calls) {
    @Override
    public String toString() {
      return marketplace.getClass().getSimpleName();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aMonthOfBuyersEndsInWhatTheApiShows(Sample sample) throws IOException {
    HandClock clock = new HandClock();
    SplittableRandom random = new SplittableRandom(11);
    try (Sandbox sandbox = new Sandbox(clock, 11)) {
      Account account = sandbox.open("shop", sample.marketplace());
      account.limits().turnOff();
      Client client = new Client(account.base(), sample.headers());
      Listing listing = account.shop().list(Item.of("SKU-1"), 200);
      List<Call> calls = sample.calls().apply(listing);
      Buyers buyers = new Buyers(account.shop(), random);
      for (int step = 0; step < 300; step++) {
        clock.advance(Duration.ofHours(2));
        buyers.act();
        Call call = calls.get(random.nextInt(2));
        assertThat(send(client, call).statusCode())
            .as("%s after step %d", call, step)
            .isEqualTo(200);
      }
      JsonNode shown = Client.json(send(client, calls.getFirst()));
      int quantity = account.shop().find(listing.id()).orElseThrow().quantity();
      assertThat(shown.at(sample.quantity()).asInt()).isEqualTo(quantity);
      assertThat(account.shop().journal().stream().map(Entry::cause))
          .contains(Cause.SOLD, Cause.CANCELLED, Cause.EDITED);
      assertThat(account.failure()).isEmpty();
    }
  }

  /** Nonsense is answered, and never by a failure of the sandbox itself. */
  @ParameterizedTest
  @MethodSource("samples")
  void nonsenseIsAnswered(Sample sample) throws IOException {
    SplittableRandom random = new SplittableRandom(12);
    try (Sandbox sandbox = new Sandbox(new HandClock(), 12)) {
      Account account = sandbox.open("shop", sample.marketplace());
      account.limits().turnOff();
      Client client = new Client(account.base(), sample.headers());
      Listing listing = account.shop().list(Item.of("SKU-1"), 200);
      account.shop().sell(listing.id(), 3);
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < 600; i++) {
        List<Call> calls = sample.calls().apply(listing);
        Call call = spoiled(calls.get(random.nextInt(calls.size())), random);
        statuses.add(send(client, call).statusCode());
        assertThat(account.failure()).as("%s", call).isEmpty();
      }
      assertThat(statuses).contains(200).anyMatch(status -> status >= 400 && status < 500);
    }
  }

  static Stream<Sample> samples() {
    return Stream.of(
        amazon(),
        backMarket(),
        medusa(),
        magento(),
        vendure(),
        refurbed(),
        cdiscount(),
        manoMano(),
        mirakl(),
        ebay(),
        shopify(),
        wooCommerce(),
        kaufland(),
        MoreSamples.bol(),
        MoreSamples.ownShop(),
        MoreSamples.oldShop());
  }

  private static Sample amazon() {
    String items = "/listings/2021-08-01/items/" + Amazon.SELLER;
    String at = "marketplaceIds=" + Amazon.MARKETPLACE;
    return new Sample(
        Amazon.withSecrets("s", "r").thatTakes("t"),
        Map.of("x-amz-access-token", "t", "User-Agent", "A/1", "Content-Type", "application/json"),
        "/fulfillmentAvailability/0/quantity",
        listing ->
            List.of(
                get(items + "/SKU-1?includedData=fulfillmentAvailability&" + at),
                get("/orders/2026-01-01/orders?lastUpdatedAfter=2026-11-20T09:00:00Z&" + at),
                get(items + "?pageSize=20&pageToken=0&includedData=summaries&" + at),
                new Call(
                    "PATCH",
                    items + "/SKU-1?" + at,
                    "{\"productType\":\"PRODUCT\",\"patches\":[{\"op\":\"merge\",\"path\":"
                        + "\"/attributes/fulfillment_availability\",\"value\":[{"
                        + "\"fulfillment_channel_code\":\"DEFAULT\",\"quantity\":7}]}]}"),
                get(
                    "/orders/v0/orders?LastUpdatedAfter=2026-11-20T09:00:00Z&MaxResultsPerPage=5"
                        + "&MarketplaceIds="
                        + Amazon.MARKETPLACE),
                post("/feeds/2021-06-30/documents", "{\"contentType\":\"text/plain\"}"),
                post(
                    "/reports/2021-06-30/reports",
                    "{\"reportType\":\"GET_MERCHANT_LISTINGS_ALL_DATA\",\"marketplaceIds\":[\""
                        + Amazon.MARKETPLACE
                        + "\"]}")));
  }

  private static Sample shopify() {
    String path = "/admin/api/2026-04/graphql.json";
    return new Sample(
        Shopify.withSecret("s").thatTakes("t"),
        Map.of("X-Shopify-Access-Token", "t", "Content-Type", "application/json"),
        "/data/inventoryItems/nodes/0/inventoryLevel/quantities/0/quantity",
        listing ->
            List.of(
                post(
                    path,
                    "{\"query\":\"{inventoryItems(first:9){nodes{inventoryLevel{quantities{quantity}}}}}\"}"),
                post(
                    path,
                    "{\"query\":\"query($n:Int){orders(first:$n){nodes{id lineItems(first:9)"
                        + "{nodes{id}}}}}\",\"variables\":{\"n\":20}}"),
                post(
                    path,
                    "{\"query\":\"mutation($i:I!){inventorySetQuantities(input:$i)"
                        + "@idempotent(key:\\\"k\\\"){userErrors{code}}}\",\"variables\":{\"i\":{"
                        + "\"name\":\"available\",\"quantities\":[{\"inventoryItemId\":\""
                        + listing.id()
                        + "\",\"locationId\":\"gid://shopify/Location/5\",\"quantity\":7,"
                        + "\"changeFromQuantity\":null}]}}}"),
                post("/admin/api/1999-01/graphql.json", "{\"query\":\"{shop{id}}\"}"),
                post(path, "{\"query\":\"{nodes(ids:[\\\"x\\\"]){id}}\"}")));
  }

  private static Sample wooCommerce() {
    String base = "/wp-json/wc/v3";
    return new Sample(
        WooCommerce.withKey("k", "s"),
        Map.of("Authorization", "Basic azpz", "Content-Type", "application/json"),
        "/0/stock_quantity",
        listing ->
            List.of(
                get(base + "/products?per_page=100&page=1&_fields=id,stock_quantity"),
                get(base + "/orders?modified_after=2026-11-20T09:00:00&orderby=modified&page=1"),
                post(
                    base + "/products/batch",
                    "{\"update\":[{\"id\":%s,\"stock_quantity\":7}]}".formatted(listing.id())),
                get(base + "/products/" + listing.id() + "?_fields=id,sku"),
                get(base + "/orders/500001/refunds?per_page=100")));
  }

  private static Sample backMarket() {
    return new Sample(
        BackMarket.withToken("t"),
        Map.of("Authorization", "Basic t", "User-Agent", "BM-A-B;c"),
        "/results/0/quantity",
        listing ->
            List.of(
                get("/ws/listings?page=1&page-size=50&min_quantity=-1"),
                get("/ws/orders?page=1&date_modification=2026-11-20T09:00:00Z"),
                post("/ws/listings/" + listing.id(), "{\"quantity\":7}"),
                post(
                    "/ws/listings", "{\"catalog\":\"sku;quantity\\nSKU-1;4\",\"delimiter\":\";\"}"),
                post("/ws/orders/500001", "{\"new_state\":2,\"sku\":\"SKU-1\"}")));
  }

  private static Sample medusa() {
    return new Sample(
        Medusa.withKey("sk_1"),
        Map.of("Authorization", "Basic sk_1"),
        "/inventory_items/0/location_levels/0/stocked_quantity",
        listing ->
            List.of(
                get(
                    "/admin/inventory-items?limit=200&offset=0&order=id&fields=id,sku,*location_levels"),
                get(
                    "/admin/orders?limit=100&order=updated_at&updated_at%5B%24gte%5D=2026-11-20T09:00:00Z"),
                get("/admin/product-variants?sku%5B%5D=SKU-1"),
                post(
                    "/admin/inventory-items/location-levels/batch",
                    """
                        {"update":[{"inventory_item_id":"%s","location_id":"sloc_01M7SANDBOX0000000000000MAIN","stocked_quantity":7}],"create":[]}"""
                        .formatted(listing.id()))));
  }

  private static Sample magento() {
    String search = "?searchCriteria%5BpageSize%5D=100&searchCriteria%5BcurrentPage%5D=1";
    String filter =
        "&searchCriteria%5Bfilter_groups%5D%5B0%5D%5Bfilters%5D%5B0%5D%5Bfield%5D=updated_at"
            + "&searchCriteria%5Bfilter_groups%5D%5B0%5D%5Bfilters%5D%5B0%5D%5Bvalue%5D=2026-01-01"
            + "&searchCriteria%5Bfilter_groups%5D%5B0%5D%5Bfilters%5D%5B0%5D%5Bcondition_type%5D=gteq";
    return new Sample(
        Magento.withToken("t"),
        Map.of("Authorization", "Bearer t"),
        "/items/0/quantity",
        listing ->
            List.of(
                get("/rest/all/V1/inventory/source-items" + search),
                get("/rest/all/V1/orders" + search + filter),
                get("/rest/all/V1/products" + search + "&fields=items%5Bid,sku%5D,total_count"),
                post(
                    "/rest/all/V1/inventory/source-items",
                    "{\"sourceItems\":[{\"sku\":\"SKU-1\",\"source_code\":\"default\",\"quantity\":7,\"status\":1}]}"),
                post(
                    "/rest/all/async/bulk/V1/inventory/source-items",
                    "[{\"sourceItems\":[{\"sku\":\"SKU-1\",\"source_code\":\"default\",\"quantity\":7}]}]")));
  }

  private static Sample vendure() {
    return new Sample(
        Vendure.withApiKey("k"),
        Map.of("vendure-api-key", "k"),
        "/data/productVariants/items/0/stockLevels/0/stockOnHand",
        listing ->
            List.of(
                post(
                    "/admin-api",
                    "{\"query\":\"{productVariants(options:{take:9,sort:{id:ASC}}){items{id stockLevels{stockOnHand}}}}\"}"),
                post(
                    "/admin-api",
                    "{\"query\":\"query($s:DateTime){orders(options:{sort:{id:ASC},filter:{orderPlacedAt:{after:$s}}})"
                        + "{totalItems items{id state lines{quantity}}}}\",\"variables\":{\"s\":\"2026-11-20T09:00:00Z\"}}"),
                post(
                    "/admin-api",
                    """
                        {"query":"mutation($in:[X!]!){updateProductVariants(input:$in){id}}","variables":{"in":[{"id":"%s","stockLevels":[{"stockLocationId":"1","stockOnHand":7}]}]}}"""
                        .formatted(listing.id()))));
  }

  private static Sample refurbed() {
    String offers = "/refb.merchant.v1.OfferService/";
    String orders = "/refb.merchant.v1.OrderService/";
    return new Sample(
        Refurbed.withToken("t").thatLowersStock(),
        Map.of("Authorization", "Plain t"),
        "/offers/0/stock",
        listing ->
            List.of(
                post(
                    offers + "ListOffers",
                    "{\"pagination\":{\"limit\":100,\"starting_after\":\"0\"},\"sort\":{\"by\":\"ID\"}}"),
                post(
                    orders + "ListOrders",
                    "{\"filter\":{\"released_at\":{\"ge\":\"2026-11-20T09:00:00Z\"},\"state\":{\"none_of\":[\"SHIPPED\"]}}}"),
                post(offers + "GetOffer", "{\"identifier\":{\"sku\":\"SKU-1\"}}"),
                post(
                    offers + "BatchUpdateOffers",
                    "{\"offers\":[{\"identifier\":{\"id\":\"%s\"},\"stock\":7}]}"
                        .formatted(listing.id())),
                post(
                    offers + "UpdateOffer",
                    "{\"identifier\":{\"id\":\"%s\"},\"stock\":7}".formatted(listing.id()))));
  }

  private static Sample cdiscount() {
    String api = "/seller/v2/";
    return new Sample(
        Cdiscount.withClient("c", "s").thatLowersQuantity().thatTakes("t"),
        Map.of("Authorization", "Bearer t", "SellerId", Cdiscount.SELLER),
        "/items/0/quantity",
        listing ->
            List.of(
                get(api + "offers?salesChannelId=CDISFR&limit=100&fields=quantity&cursor=0"),
                get(api + "orders?pageIndex=1&pageSize=50&updatedAtMin=2026-11-20T09:00:00Z"),
                post(api + "offer-packages", "{\"packageType\":\"Update\"}"),
                post(
                    api + "offer-packages/8f2c00000001/offer-requests",
                    "[{\"sellerExternalReference\":\"SKU-1\",\"quantity\":7}]"),
                new Call("PATCH", api + "offer-packages/8f2c00000001", "{\"state\":\"Ready\"}"),
                get(api + "offer-packages/8f2c00000001/offer-requests-results?limit=10")));
  }

  private static Sample manoMano() {
    String contract = "?seller_contract_id=" + ManoMano.CONTRACT;
    String body =
        "{\"content\":[{\"seller_contract_id\":%d,\"items\":[{\"sku\":\"SKU-1\",\"stock\":{\"quantity\":7}}]}]}";
    return new Sample(
        ManoMano.withKey("k").thatLowersStock(),
        Map.of("x-api-key", "k"),
        "/content/0/stock",
        listing ->
            List.of(
                get("/api/v1/offer-information/offers" + contract + "&page=1&limit=100"),
                get(
                    "/orders/v1/orders"
                        + contract
                        + "&status_updated_at_start=2026-11-20T09:00:00Z&page=1&limit=50"),
                new Call(
                    "PATCH",
                    "/api/v2/offer-information/offers",
                    body.formatted(ManoMano.CONTRACT))));
  }

  private static Sample kaufland() {
    return new Sample(
        Kaufland.withKeys("c", "s").thatLowersAmounts().thatTakes("any"),
        Map.of("Shop-Client-Key", "c", "Shop-Signature", "any", "User-Agent", "A"),
        "/data/0/amount",
        listing ->
            List.of(
                get("/v2/units?storefront=de&limit=100&offset=0&embedded=products"),
                get(
                    "/v2/order-units?ts_updated_from_iso=2026-11-20T09:00:00Z&limit=20"
                        + "&sort=ts_updated:desc"),
                get("/v2/units/%d?storefront=de".formatted(listing.number() * 100)),
                new Call(
                    "PATCH",
                    "/v2/units/%d?storefront=de".formatted(listing.number() * 100),
                    "{\"amount\":7}"),
                post(
                    "/v2/units/bulk?storefront=de",
                    "[{\"id_unit\":%d,\"unit_data\":{\"amount\":7}}]"
                        .formatted(listing.number() * 100)),
                get("/v2/orders/%s?x=1".formatted("MBAPSX"))));
  }

  private static Sample mirakl() {
    return new Sample(
        Mirakl.withKey("k").thatLowersQuantity(),
        Map.of("Authorization", "k", "Content-Type", "multipart/form-data; boundary=b"),
        "/offers/0/quantity",
        listing ->
            List.of(
                get("/api/offers?max=100&offset=0&sku=SKU-1"),
                get("/api/orders?max=100&offset=0&start_update_date=2026-11-20T09:00:00Z"),
                post(
                    "/api/offers/stock/imports",
                    "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n"
                        + "offer-sku;quantity;warehouse-code;update-delete\nSKU-1;7;;\n\r\n--b--"),
                get("/api/offers/stock/imports/7b2f0001/error_report?shop_id=2000"),
                post(
                    "/api/offers/export/async",
                    "{\"export_type\":\"application/json\",\"items_per_chunk\":10000,"
                        + "\"last_request_date\":\"2026-11-20T09:00:00Z\"}"),
                get("/api/offers/export/async/status/760a9a3a-1?shop_id=2000")));
  }

  private static Sample ebay() {
    return new Sample(
        Ebay.with("c", "s", "r").thatLowersQuantity().thatTakes("t"),
        Map.of("Authorization", "Bearer t", "Content-Type", "application/json"),
        "/inventoryItems/0/availability/shipToLocationAvailability/quantity",
        listing ->
            List.of(
                get("/sell/inventory/v1/inventory_item?limit=100&offset=0"),
                get(
                    "/sell/fulfillment/v1/order?limit=200&offset=0"
                        + "&filter=lastmodifieddate:%5B2026-11-20T09:00:00.000Z..%5D"),
                post(
                    "/sell/inventory/v1/bulk_update_price_quantity",
                    "{\"requests\":[{\"sku\":\"SKU-1\",\"shipToLocationAvailability\":{\"quantity\":7},"
                        + "\"offers\":[{\"offerId\":\"%s\",\"availableQuantity\":7}]}]}"
                            .formatted(listing.id())),
                post(
                    "/sell/inventory/v1/bulk_get_inventory_item",
                    "{\"requests\":[{\"sku\":\"SKU-1\"},{\"sku\":\"nope\"}]}"),
                get("/sell/inventory/v1/offer?sku=SKU-1&format=FIXED_PRICE")));
  }

  private static Call get(String path) {
    return new Call("GET", path, "");
  }

  private static Call post(String path, String body) {
    return new Call("POST", path, body);
  }

  private static HttpResponse<String> send(Client client, Call call) throws IOException {
    return client.send(
        call.method(), call.path(), call.body(), HttpResponse.BodyHandlers.ofString());
  }

  /** Cuts, doubles or changes a piece of the body, or of the query if there is no body. */
  private static Call spoiled(Call call, SplittableRandom random) {
    if (!call.body().isEmpty()) {
      return new Call(call.method(), call.path(), spoiled(call.body(), 0, random));
    }
    int query = call.path().indexOf('?') + 1;
    String path = spoiled(call.path(), query, random);
    return new Call(
        call.method(),
        path.replaceAll("%(?![0-9A-F]{2})", "%25").replaceAll("[^!-~]|[\"{}<>\\\\^`|]", "x"),
        "");
  }

  private static String spoiled(String text, int from, SplittableRandom random) {
    String[] pieces = {
      "", "\"", "{}", "[]", "null", "-1", "x", "99999999999", "1.5", "true", ":", ","
    };
    String piece = pieces[random.nextInt(pieces.length)];
    List<MatchResult> values = VALUE.matcher(text).results().toList();
    if (from == 0 && !values.isEmpty() && random.nextBoolean()) {
      MatchResult value = values.get(random.nextInt(values.size()));
      return text.substring(0, value.start()) + piece + text.substring(value.end());
    }
    int start = random.nextInt(from, text.length());
    int end = Math.min(text.length(), start + random.nextInt(6));
    return text.substring(0, start) + piece + text.substring(end);
  }
}
