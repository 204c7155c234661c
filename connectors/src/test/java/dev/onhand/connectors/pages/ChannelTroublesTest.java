package dev.onhand.connectors.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.onhand.connector.Connector;
import dev.onhand.connector.ConnectorFactory;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.ReportsOrders;
import dev.onhand.connector.SettingSpec;
import dev.onhand.connector.SettingSpec.Kind;
import dev.onhand.connector.Settings;
import dev.onhand.connector.http.AddressRules;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.Folders;
import dev.onhand.connector.http.HttpTransport;
import dev.onhand.connector.http.Pacer;
import dev.onhand.connectors.contracts.Bench;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a person is told where a channel does not let an account in, for every connector: which
 * trouble it is, which settings it is about, and what to do, in the words of its marketplace.
 */
class ChannelTroublesTest {

  private static final String REFUSED = "The key or token is not accepted.";
  private static final String FORBIDDEN = "The key is good but does not allow this.";
  private static final String NO_CONNECTION = "No connection came about.";

  /** What is not refused: where tokens are fetched, and a web space that is not the channel's. */
  private static final Map<String, String> OPEN =
      Map.of(
          ".*(token|oauth|auth)$",
          "{\"access_token\":\"good\",\"expires_in\":3600}",
          "/space/.*",
          "id\tavailability\tstock\n");

  /**
   * What is said of one channel.
   *
   * @param badKey of a key, token or password that is wrong, with the settings
   * @param lacking how the channel answers where a right is missing
   * @param noRight of that, with what it is that is missing
   * @param elsewhere of a host that cannot be reached
   */
  private record Row(
      String type,
      List<String> badKey,
      Answer lacking,
      List<String> noRight,
      List<String> elsewhere) {}

  private record Answer(int status, String body) {}

  /** Where there is nothing that a key could be allowed, it says so. */
  private static final String NONE = "scopes";

  private static final List<Row> ROWS =
      List.of(
          new Row(
              "amazon",
              List.of(REFUSED, "Develop Apps", "client_secret, refresh_token"),
              new Answer(403, "{\"errors\":[{\"code\":\"Unauthorized\",\"message\":\"no\"}]}"),
              // told as a token that ended is
              List.of(REFUSED, "lacks the role (Product Listing", "client_secret, refresh_token"),
              List.of("address (The region:", "login_address")),
          new Row(
              "backmarket",
              List.of(REFUSED, "Back Office makes tokens under Integrations", "setting token"),
              new Answer(403, "{\"error\":{\"code\":\"forbidden\",\"message\":\"no\"}}"),
              List.of(FORBIDDEN, "No " + NONE, "setting token"),
              List.of("address (The platform:")),
          new Row(
              "bol",
              List.of(REFUSED, "Settings, Services, API settings", "setting client_secret"),
              new Answer(403, "{\"title\":\"Forbidden\",\"status\":403,\"detail\":\"no\"}"),
              List.of(FORBIDDEN, "No " + NONE, "blocks this computer's address"),
              List.of("address (The API)", "login_address")),
          new Row(
              "cdiscount",
              List.of(REFUSED, "API credentials page", "setting client_secret"),
              new Answer(403, "{\"title\":\"Forbidden\",\"status\":403,\"detail\":\"no\"}"),
              List.of(FORBIDDEN, "no " + NONE, "seller_id must be linked to this client"),
              List.of("address (The seller API of Octopia)", "auth.octopia.com")),
          new Row(
              "ebay",
              List.of(REFUSED, "Application Keys", "consent", "client_secret, refresh_token"),
              new Answer(403, "{\"errors\":[{\"errorId\":1100,\"message\":\"Access denied\"}]}"),
              List.of(FORBIDDEN, "sell.inventory and sell.fulfillment", "refresh_token"),
              List.of("address (Where eBay is; https://api.sandbox.ebay.com")),
          new Row(
              "http",
              List.of(REFUSED, "auth_header and auth_value", "setting secret"),
              new Answer(403, "{\"error\":\"no\"}"),
              List.of(FORBIDDEN, "no " + NONE, "up to the shop"),
              List.of("address (Where the shop's calls are")),
          new Row(
              "kaufland",
              List.of(REFUSED, "seller portal", "client_key, secret_key"),
              new Answer(403, "{\"message\":\"no\"}"),
              List.of(FORBIDDEN, "no " + NONE, "storefronts must be enabled"),
              List.of("address (The Seller API.", "sellerapi-playground.kaufland.com")),
          new Row(
              "letzshop",
              List.of(REFUSED, "support@letzshop.lu", "setting api_key"),
              // a key of too few rights is told as a wrong one is
              new Answer(200, "{\"errors\":[{\"message\":\"Not authorized\"}]}"),
              List.of(REFUSED, "at least shop manager", "setting api_key"),
              List.of("address (The API; there is one for all)")),
          new Row(
              "magento",
              List.of(REFUSED, "System, Extensions, Integrations", "setting access_token"),
              // a missing right is told as a wrong token is
              new Answer(
                  401,
                  "{\"message\":\"The consumer isn't authorized to access %resources.\","
                      + "\"parameters\":{\"resources\":\"Magento_Catalog::products\"}}"),
              List.of(REFUSED, "must be ticked", "access_token", "Magento_Catalog::products"),
              List.of("address (Where the shop is")),
          new Row(
              "manomano",
              List.of(REFUSED, "Toolbox under Settings, API keys", "setting api_key"),
              new Answer(403, "{\"message\":\"no\"}"),
              List.of(FORBIDDEN, "no " + NONE, "contract must be one of the key's"),
              List.of("address (The API;", "partnersapi.sandbox.manomano.com")),
          new Row(
              "medusa",
              List.of(REFUSED, "Settings, Secret API Keys", "setting api_key"),
              new Answer(403, "{\"type\":\"forbidden\",\"message\":\"no\"}"),
              List.of(FORBIDDEN, "no " + NONE, "all that an administrator may"),
              List.of("address (Where the shop's server is")),
          new Row(
              "mirakl",
              List.of(REFUSED, "user menu, API key", "setting api_key"),
              new Answer(403, "{\"message\":\"no\",\"status\":403}"),
              List.of(FORBIDDEN, "no " + NONE, "the shop is closed"),
              List.of("address (Where you sign in to the marketplace's back office")),
          new Row(
              "refurbed",
              List.of(REFUSED, "account manager at refurbed", "setting token"),
              new Answer(403, "{\"code\":7,\"message\":\"no\",\"details\":[]}"),
              List.of(FORBIDDEN, "PERMISSION_DENIED", "read and change offers"),
              List.of("address (The API. Only a sandbox")),
          new Row(
              "shopify",
              List.of(REFUSED, "of one organization", "client_secret, access_token"),
              new Answer(
                  200,
                  "{\"errors\":[{\"message\":\"needs read_orders\","
                      + "\"extensions\":{\"code\":\"ACCESS_DENIED\"}}]}"),
              List.of(FORBIDDEN, "read_products, read_inventory, write_inventory", "read_orders"),
              List.of("address (The shop's own address")),
          new Row(
              "vendure",
              List.of(REFUSED, "a wrong key or password", "api_key, password"),
              // a missing right is told as a wrong key is
              new Answer(
                  200,
                  "{\"errors\":[{\"message\":\"You are not currently authorized\","
                      + "\"extensions\":{\"code\":\"FORBIDDEN\"}}],\"data\":null}"),
              List.of(REFUSED, "ReadCatalog, UpdateCatalog, ReadOrder and ReadStockLocation"),
              List.of("address (The Admin API")),
          new Row(
              "woocommerce",
              List.of(REFUSED, "Settings, Advanced, REST API", "consumer_key, consumer_secret"),
              // a user of too few rights is told as a wrong key is
              new Answer(
                  401,
                  "{\"code\":\"woocommerce_rest_cannot_view\","
                      + "\"message\":\"Sorry, you cannot list resources.\"}"),
              List.of(REFUSED, "Read/Write, of a shop manager", "you cannot list resources"),
              List.of("address (Where the shop is")));

  static List<Row> rows() {
    return ROWS;
  }

  /** Files in a folder are apart: there is nobody to let them in. */
  @Test
  void isSaidOfEveryConnector() {
    assertThat(ConnectorPagesTest.factories())
        .extracting(it -> it.descriptor().type())
        .filteredOn(type -> !type.equals("files"))
        .containsExactlyInAnyOrderElementsOf(ROWS.stream().map(Row::type).toList());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void saysThatAKeyIsWrong(Row row) throws InterruptedException {
    Trial trial = trial(row);
    try (Bench bench = new Bench(trial.factory(), trial.marketplace())) {
      Map<String, String> settings = new HashMap<>(trial.settings().apply(bench.account().base()));
      trial.factory().descriptor().settings().stream()
          .filter(it -> it.kind() == Kind.SECRET && !it.name().startsWith("feed"))
          .map(SettingSpec::name)
          .forEach(name -> settings.computeIfPresent(name, (_, _) -> "wrong"));

      assertThat(told(trial.factory(), bench.open(settings))).contains(row.badKey());
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void saysThatARightIsMissing(Row row) throws Exception {
    Trial trial = trial(row);
    HttpServer shop = answering(row.lacking());
    try (Bench bench = new Bench(trial.factory(), trial.marketplace())) {
      URI base = URI.create("http://127.0.0.1:" + shop.getAddress().getPort());

      assertThat(told(trial.factory(), bench.open(trial.settings().apply(base))))
          .contains(row.noRight());
    } finally {
      shop.stop(0);
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void saysThatAHostIsNotReached(Row row) throws Exception {
    Trial trial = trial(row);
    try (Bench bench = new Bench(trial.factory(), trial.marketplace())) {
      URI nobody = URI.create("http://127.0.0.1:" + freePort());

      assertThat(told(trial.factory(), bench.open(trial.settings().apply(nobody))))
          .startsWith(NO_CONNECTION)
          .contains(row.elsewhere());
    }
  }

  /** It has no key and no host: what can be wrong with it is the folder, wherever that is. */
  @Test
  void saysWhichFolderCannotBeUsed(@TempDir Path disk) throws Exception {
    ConnectorFactory files =
        ConnectorPagesTest.factories().stream()
            .filter(it -> it.descriptor().type().equals("files"))
            .findFirst()
            .orElseThrow();
    Path elsewhere = Files.createDirectory(disk.resolve("elsewhere"));
    Path seller = Files.createDirectory(disk.resolve("seller"));
    Files.createSymbolicLink(seller.resolve("partner"), elsewhere);

    assertThat(files.descriptor().access().rights())
        .contains("no " + NONE, "read and write the folder");
    assertThat(told(files, folder(files, Folders.NONE)))
        .contains("this server has no folders", "See the setting folder (The folder's name");
    assertThat(told(files, folder(files, Folders.in(seller))))
        .contains("a link is not followed", "See the setting folder (The folder's name");
  }

  private static Connector folder(ConnectorFactory files, Folders folders) {
    ConnectorHttp http =
        new ConnectorHttp(
            new HttpTransport(AddressRules.PUBLIC_ONLY),
            folders,
            new Pacer(files.descriptor().limits()),
            _ -> {},
            () -> Instant.parse("2026-11-20T12:00:00Z"));
    return files.create(
        Settings.of(files.descriptor().settings(), Map.of("folder", "partner")), http);
  }

  private static Trial trial(Row row) {
    return Trials.all().stream()
        .filter(it -> it.factory().descriptor().type().equals(row.type()))
        .findFirst()
        .orElseThrow();
  }

  /** As {@code channel test} does: a key may be good for listings and not for orders. */
  private static String told(ConnectorFactory factory, Connector connector)
      throws InterruptedException {
    try {
      connector.listings(Cursor.START);
      ((ReportsOrders) connector).orders(Instant.parse("2026-11-20T11:59:00Z"), Cursor.START);
      throw new AssertionError("it was let in");
    } catch (DeferredException e) {
      return factory.descriptor().advice(e);
    }
  }

  /** To whoever asks, but for what is {@link #OPEN}. */
  private static HttpServer answering(Answer answer) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          Optional<String> good =
              OPEN.keySet().stream().filter(path::matches).findFirst().map(OPEN::get);
          byte[] body = good.orElse(answer.body()).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(good.isPresent() ? 200 : answer.status(), body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
