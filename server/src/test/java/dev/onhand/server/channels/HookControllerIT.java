package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Sandbox;
import dev.onhand.sandbox.Signer;
import dev.onhand.sandbox.Webhooks;
import dev.onhand.sandbox.medusa.Medusa;
import dev.onhand.sandbox.ownshop.OwnShop;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import dev.onhand.store.testing.Eventually;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A Medusa shop calls a real server, which asks for orders by itself once a day only. */
class HookControllerIT {

  @RegisterExtension
  static final RunningServer SERVER =
      RunningServer.start(Map.of("ONHAND_HTTP_ALLOW_PRIVATE", "127.0.0.0/8"));

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final byte[] KEY = "a webhook's key of 32 bytes here".getBytes();

  private static final String LOCATION = "sloc_01M7SANDBOX0000000000000MAIN";

  private static Client admin;

  private Sandbox sandbox;
  private Account remote;
  private String sku;
  private String channel;
  private String path;
  private URI hook;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    Shop.open(SERVER);
  }

  @BeforeEach
  void connect() throws Exception {
    sku = Shop.product(admin);
    channel = "medusa-" + sku;
    path = "/api/v1/channels/" + channel + "/account";
    Answer set =
        admin.post(
            "/api/v1/stock/" + sku + "/set",
            "{\"location\":\"berlin\",\"on_hand\":10}",
            "Idempotency-Key",
            sku);
    assertThat(set.status()).isLessThan(300);
    sandbox = new Sandbox(InstantSource.system(), 20261127);
    remote = sandbox.open("shop", Medusa.withKey("sk_1"));
    remote.shop().list(Item.of(sku), 10);
    assertThat(put().status()).isEqualTo(200);
    hook = URI.create(SERVER.server().url() + admin.get(path).at("/webhook_path"));
    remote.webhooks().subscribe(hook, Signer.standardWebhooks(KEY));
    admin.post(path + "/populate", "{}");
    admin.post(path + "/resume", "{}");
    Eventually.within(SOON, "it is read", () -> !account("/listings_read_at").isEmpty());
    Eventually.within(SOON, "it is polled", () -> !account("/orders_polled_at").isEmpty());
  }

  @AfterEach
  void close() {
    admin.post(path + "/pause", "{}");
    sandbox.close();
  }

  @Test
  void reservesWhatAShopSellsAsSoonAsItTellsSo() throws Exception {
    String polledAt = account("/orders_polled_at");
    Order order = sell(3);
    assertThat(sandbox.deliverWebhooks()).isOne();

    Eventually.within(SOON, "it is reserved", () -> reserved(order).equals("3"));
    assertThat(remote.webhooks().waiting()).as("it was answered with success").isZero();
    assertThat(account("/orders_polled_at")).as("no poll found it").isEqualTo(polledAt);
    assertThat(account("/webhook_last_at")).isNotEmpty();
  }

  @Test
  void showsWhatTheShopSaidOfAnOrderAndWhatCameOfIt() throws Exception {
    Order order = sell(3);
    sandbox.deliverWebhooks();
    Eventually.within(SOON, "it is reserved", () -> reserved(order).equals("3"));
    String messages = "/api/v1/orders/" + channel + "/" + order.id() + "/messages";
    Eventually.within(
        SOON, "it is worked off", () -> admin.get(messages).at("/data/1/outcome").equals("done"));

    Answer said = admin.get(messages);
    assertThat(said.json().at("/data").size()).as(said.text()).isEqualTo(2);
    assertThat(said.at("/data/0/way")).isEqualTo("read");
    assertThat(said.at("/data/0/outcome")).isEqualTo("applied");
    assertThat(said.at("/data/0/verdict")).isEqualTo("newer");
    assertThat(said.json().at("/data/0/moved/reserved").asInt()).isEqualTo(3);
    assertThat(said.at("/data/0/document")).contains(order.id(), "\"quantity\" : 3");
    assertThat(said.at("/data/1/way")).isEqualTo("told");
    assertThat(said.at("/data/1/topic")).isEqualTo("order.placed");
    assertThat(said.at("/data/1/document")).contains(order.id());
    sandbox.deliverWebhooks();
    assertThat(remote.webhooks().send(remote.webhooks().sent().getFirst())).isTrue();
    assertThat(admin.get(messages).json().at("/data").size()).as("told twice").isEqualTo(2);
    assertThat(admin.get(messages.replace(order.id(), "none")).status()).isEqualTo(404);
  }

  /** Channels want an answer within a second; what was sold is booked when the books are free. */
  @Test
  void answersWhileNothingCanBeBooked() throws Exception {
    Order order = sell(2);
    try (Connection other = SERVER.database().superuser();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("select 1 from seller_head for update");
      statement.execute("select 1 from stock_level for update");
      assertThat(sandbox.deliverWebhooks()).isOne();
      assertThat(remote.webhooks().waiting()).as("it was answered with success").isZero();
      assertThat(reserved(order)).as("and is not booked").isNotEqualTo("2");
      other.rollback();
    }
    Eventually.within(SOON, "it is reserved", () -> reserved(order).equals("2"));
  }

  @Test
  void refusesWhatIsNotSignedByTheShopAndCountsIt() {
    sell(1);
    sandbox.deliverWebhooks();
    Webhooks.Delivery good = remote.webhooks().sent().getFirst();
    byte[] changed = good.body().clone();
    changed[changed.length - 3] ^= 1;

    assertThat(
            remote.webhooks().send(new Webhooks.Delivery(good.id(), hook, good.headers(), changed)))
        .isFalse();
    Answer bare = admin.post(hook.getPath(), "{}");
    assertThat(bare.status()).isEqualTo(401);
    assertThat(bare.at("/code")).isEqualTo("webhook_not_proved");
    assertThat(account("/webhooks_refused")).isEqualTo("2");
    assertThat(account("/webhook_refused_why")).contains("webhook-id is missing");
  }

  /**
   * WooCommerce turns a webhook on when a first call, of a form and not signed, is answered 200.
   */
  @Test
  void answersAShopThatAsksWhetherSomebodyIsThere() {
    String shop = "/api/v1/channels/woo-" + sku + "/account";
    Answer made =
        admin.send(
            "PUT",
            shop,
            """
            {"type":"woocommerce","settings":{"address":"%s","consumer_key":"ck_1",\
            "consumer_secret":"cs_1","webhook_secret":"a secret of 32 random characters"}}"""
                .formatted(remote.base()));
    assertThat(made.status()).isEqualTo(200);
    String address = admin.get(shop).at("/webhook_path");

    assertThat(
            admin
                .upload(
                    address + "?source=shop",
                    "webhook_id=123".getBytes(StandardCharsets.UTF_8),
                    "application/x-www-form-urlencoded")
                .status())
        .isEqualTo(200);
    assertThat(admin.post(address, "{\"id\":727}").status()).isEqualTo(401);
  }

  /** By the answer that is computed as eBay's pages say, over the address that eBay was told. */
  @Test
  void answersEbayThatAsksWhetherTheAddressIsTheSellers() throws Exception {
    String shop = "/api/v1/channels/ebay-" + sku + "/account";
    String settings =
        """
        {"type":"ebay","settings":{"address":"%s","client_id":"c","client_secret":"s",\
        "refresh_token":"r"%s}}""";
    assertThat(admin.send("PUT", shop, settings.formatted(remote.base(), "")).status())
        .isEqualTo(200);
    String address = admin.get(shop).at("/webhook_path");
    assertNothing(address + "?challenge_code=abc");

    String named = "https://stock.example" + address;
    String token = "a-token-that-is-long-enough-for-eBay";
    String more = ",\"webhook_token\":\"%s\",\"webhook_address\":\"%s\"".formatted(token, named);
    assertThat(admin.send("PUT", shop, settings.formatted(remote.base(), more)).status())
        .isEqualTo(200);
    byte[] proof =
        MessageDigest.getInstance("SHA-256")
            .digest(("abc" + token + named).getBytes(StandardCharsets.UTF_8));

    Answer answer = SERVER.client("").get(address + "?challenge_code=abc");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.text())
        .isEqualTo("{\"challengeResponse\":\"" + HexFormat.of().formatHex(proof) + "\"}");
    assertNothing(address);
    assertNothing(address + "?challenge=abc");
    assertNothing(hook.getPath() + "?challenge_code=abc");
    assertNothing("/hooks/1-" + "0".repeat(32) + "?challenge_code=abc");
    assertNothing("/hooks/none?challenge_code=abc");
  }

  /** Its templates are tried when it is set up, and its calls are proved by their bytes. */
  @Test
  void takesWhatAShopOfOnesOwnSigns() {
    Account own = sandbox.open("own", OwnShop.withSecret("secret"));
    String shop = "/api/v1/channels/own-" + sku + "/account";
    String settings =
        """
        {"type":"http","settings":{"address":"%s","secret":"secret",\
        "webhook_secret":"a secret of its calls"%s}}""";

    Answer wrong =
        admin.send(
            "PUT", shop, settings.formatted(own.base(), ",\"push_path\":\"/{sku}/{number}\""));
    assertThat(wrong.code()).isEqualTo("invalid_request");
    assertThat(wrong.at("/errors/0/pointer")).isEqualTo("/settings/push_path");
    assertThat(wrong.at("/errors/0/detail"))
        .isEqualTo("push_path: there is no {number}; there are {external_id}, {quantity}, {sku}");

    assertThat(admin.send("PUT", shop, settings.formatted(own.base(), "")).status()).isEqualTo(200);
    URI address = URI.create(SERVER.server().url() + admin.get(shop).at("/webhook_path"));
    own.webhooks()
        .subscribe(address, Signer.hmacSha256("X-Onhand-Signature", "a secret of its calls"));
    own.shop().sell(own.shop().list(Item.of(sku), 5).id(), 1);
    sandbox.deliverWebhooks();

    assertThat(own.webhooks().sent()).isNotEmpty();
    assertThat(own.webhooks().waiting()).as("it was answered with success").isZero();
    assertThat(admin.post(address.getPath(), "{\"order_id\":\"1\"}").status()).isEqualTo(401);
  }

  /** Also where there is an account: nobody finds out by asking. */
  private static void assertNothing(String path) {
    Answer answer = SERVER.client("").get(path);
    assertThat(answer.status()).as(path).isEqualTo(404);
    assertThat(answer.at("/detail")).isEqualTo("There is nothing here.");
  }

  @Test
  void knowsNoOtherAddress() {
    String other = hook.getPath().replaceFirst("[0-9a-f]{4}$", "zzzz");
    assertThat(admin.post(other, "{}").status()).isEqualTo(404);
    assertThat(admin.post("/hooks/1-" + "0".repeat(32), "{}").status()).isEqualTo(404);
  }

  @Test
  void refusesABodyThatIsTooLarge() {
    Answer large = admin.post(hook.getPath(), "x".repeat(HookController.BODY_BYTES_MAX + 1));
    assertThat(large.status()).isEqualTo(413);
  }

  private Order sell(int units) {
    String item = remote.shop().listings().getFirst().id();
    return remote.shop().sell(item, units).orElseThrow();
  }

  private Answer put() {
    return admin.send(
        "PUT",
        path,
        """
        {"type":"medusa","settings":{"address":"%s","api_key":"sk_1","location":"%s",\
        "webhook_secret":"whsec_%s"},"poll_seconds":86400}"""
            .formatted(remote.base(), LOCATION, Base64.getEncoder().encodeToString(KEY)));
  }

  private String account(String pointer) {
    return admin.get(path).at(pointer);
  }

  private String reserved(Order order) {
    return admin.get("/api/v1/orders/%s/%s".formatted(channel, order.id())).at("/lines/0/reserved");
  }
}
