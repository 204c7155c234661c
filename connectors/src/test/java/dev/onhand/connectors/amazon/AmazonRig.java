package dev.onhand.connectors.amazon;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.Settings;
import dev.onhand.connector.http.AddressRules;
import dev.onhand.connector.http.AddressRules.Network;
import dev.onhand.connector.http.CallRecord;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.HttpTransport;
import dev.onhand.connector.http.Pacer;
import dev.onhand.connector.tck.Contestant;
import dev.onhand.connectors.contracts.Checked;
import dev.onhand.connectors.contracts.Contract;
import dev.onhand.connectors.contracts.Schemas;
import dev.onhand.connectors.contracts.Swagger;
import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Sandbox;
import dev.onhand.sandbox.Signer;
import dev.onhand.sandbox.amazon.Amazon;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A connector on a simulated Amazon, of which all that is said is held against its contracts. */
final class AmazonRig implements InstantSource, AutoCloseable {

  static final String SECRET = "canary-secret-of-amazon";
  static final String REFRESH = "Atzr|canary-refresh-token";

  private static final String WEBHOOK_KEY = "Y2FuYXJ5LWtleS1vZi13ZWJob29rcy1hbWF6b24h";

  private static final String FOLDER = "/contracts/amazon/";
  private static final List<Contract> CONTRACTS =
      Stream.concat(
              Stream.of(
                      "listingsItems_2021-08-01",
                      "feeds_2021-06-30",
                      "reports_2021-06-30",
                      "orders_2026-01-01",
                      "ordersV0")
                  .map(name -> Swagger.of(FOLDER + name + ".json")),
              Stream.of(new FeedFiles()))
          .toList();

  private static final HttpTransport TRANSPORT =
      new HttpTransport(new AddressRules(List.of(Network.parse("127.0.0.0/8"))));

  private static final int WAITS_MAX = 100;

  final Account account;
  final AmazonConnector connector;
  final List<CallRecord> records = new CopyOnWriteArrayList<>();
  private final Sandbox sandbox = new Sandbox(this, 7);
  private Instant now = Instant.parse("2026-11-20T12:00:00Z");

  AmazonRig(Amazon amazon, Map<String, String> more) {
    account = sandbox.open("seller", checked(amazon));
    connector = (AmazonConnector) new AmazonConnectorFactory().create(given(more), http());
  }

  private Settings given(Map<String, String> more) {
    Map<String, String> given = settings(account.base());
    given.putAll(more);
    return Settings.of(AmazonConnectorFactory.DESCRIPTOR.settings(), given);
  }

  private ConnectorHttp http() {
    return new ConnectorHttp(
        TRANSPORT, new Pacer(AmazonConnectorFactory.DESCRIPTOR.limits()), records::add, this);
  }

  /** The endpoints as a wrong seller's id has them. */
  AmazonApi apiOf(String seller) {
    return new AmazonApi(given(Map.of("seller_id", seller)), http());
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  synchronized void advance(Duration time) {
    now = now.plus(time);
  }

  /** A call to the connector. */
  interface Verb<T> {
    T call() throws InterruptedException;
  }

  /** Calls, and where the limits allow it later, lets that time go by. */
  <T> T patiently(Verb<T> verb) throws InterruptedException {
    for (int waits = 0; waits < WAITS_MAX; waits++) {
      try {
        return verb.call();
      } catch (DeferredException e) {
        if (e.why() != Cause.THROTTLED) {
          throw e;
        }
        advance(e.waitAtLeast());
      }
    }
    throw new AssertionError("it was held back " + WAITS_MAX + " times");
  }

  /** All pages. */
  List<RemoteListing> listings() throws InterruptedException {
    List<RemoteListing> all = new ArrayList<>();
    for (Cursor at = Cursor.START; at != null; ) {
      Cursor from = at;
      ListingPage page = patiently(() -> connector.listings(from));
      all.addAll(page.listings());
      at = page.next();
    }
    return all;
  }

  static QuantityUpdate update(String sku, long quantity) {
    return new QuantityUpdate(new ListingRef(sku, sku), quantity, null, "attempt");
  }

  /** Pushes one, and asks what became of it when there was time for it. */
  PushOutcome push(String sku, long quantity) throws InterruptedException {
    return settled(
        update(sku, quantity), connector.push(List.of(update(sku, quantity))).getFirst());
  }

  PushOutcome settled(QuantityUpdate update, PushOutcome outcome) throws InterruptedException {
    PushOutcome last = outcome;
    while (last instanceof PushOutcome.Unconfirmed unknown && unknown.requestId() != null) {
      advance(Duration.ofMinutes(1));
      last = connector.confirm(unknown.requestId(), List.of(update)).getFirst();
    }
    return last;
  }

  @Override
  public void close() {
    sandbox.close();
    account
        .failure()
        .ifPresent(
            failure -> {
              throw new AssertionError("the sandbox failed", failure);
            });
  }

  static Amazon amazon() {
    return Amazon.withSecrets(SECRET, REFRESH);
  }

  static Contestant contestant(String orders) {
    return new Contestant(
        new AmazonConnectorFactory(),
        checked(amazon()),
        address -> {
          Map<String, String> all = settings(address);
          all.put("orders", orders);
          all.put("webhook_secret", "whsec_" + WEBHOOK_KEY);
          return all;
        },
        Signer.standardWebhooks(Base64.getDecoder().decode(WEBHOOK_KEY)));
  }

  private static Marketplace checked(Amazon amazon) {
    return new Checked(amazon, CONTRACTS, AmazonRig::isBeside);
  }

  /** The token endpoint and what is downloaded are no part of the API. */
  private static boolean isBeside(Request request) {
    return request.path().equals("/auth/o2/token")
        || request.path().startsWith("/documents/") && !request.method().equals("PUT");
  }

  private static Map<String, String> settings(URI address) {
    Map<String, String> settings = new HashMap<>();
    settings.put("address", address.toString());
    settings.put("login_address", address.toString());
    settings.put("marketplace", Amazon.MARKETPLACE);
    settings.put("seller_id", Amazon.SELLER);
    settings.put("client_id", Amazon.CLIENT);
    settings.put("client_secret", SECRET);
    settings.put("refresh_token", REFRESH);
    return settings;
  }

  /** What is uploaded. */
  private static final class FeedFiles implements Contract {

    private final Schemas schema =
        Schemas.of(Swagger.read(FOLDER + "listings-feed-schema-v2.json"));

    @Override
    public boolean knows(Request request) {
      return request.path().startsWith("/documents/");
    }

    @Override
    public List<String> problems(Request request) {
      return schema.problems(request.body());
    }

    @Override
    public List<String> problems(Request request, Response response) {
      return List.of();
    }
  }
}
