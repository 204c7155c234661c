package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Sandbox;
import dev.onhand.sandbox.backmarket.BackMarket;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.store.testing.Eventually;
import java.time.Duration;
import java.time.InstantSource;

/** A channel of a running server with one listing of a product of which there are ten. */
final class OneListing implements AutoCloseable {

  static final Duration SOON = Duration.ofSeconds(20);

  final Client admin;
  final String sku;
  final Account remote;
  final Listing there;

  /** The channel's. */
  final String code;

  /** The channel's. */
  final String path;

  final String id;
  private final Sandbox sandbox;

  /** The channel is paused, and its listing read: it shows four. */
  OneListing(Client admin) throws Exception {
    this.admin = admin;
    sku = Shop.product(admin);
    admin.post(
        "/api/v1/stock/" + sku + "/set",
        "{\"location\":\"berlin\",\"on_hand\":10}",
        "Idempotency-Key",
        sku);
    sandbox = new Sandbox(InstantSource.system(), 20261127);
    remote = sandbox.open("phones", BackMarket.withToken("good"));
    there = remote.shop().list(Item.of(sku), 4);
    code = "bm-" + sku;
    path = "/api/v1/channels/" + code;
    String settings =
        """
        {"type":"backmarket","settings":{"address":"%s","token":"good","company":"Shop",\
        "contact":"it@shop.example"}}"""
            .formatted(remote.base());
    assertThat(admin.send("PUT", path + "/account", settings).status()).isEqualTo(200);
    admin.post(path + "/account/populate", "");
    Eventually.within(SOON, "its listing is read", this::isRead);
    id = first("/id");
  }

  private boolean isRead() {
    return first("/desired/quantity").equals("10")
        && !admin.get(path + "/account").json().at("/reading").asBoolean(true);
  }

  private String first(String pointer) {
    return admin.get("/api/v1/listings?channel=" + code).at("/data/0" + pointer);
  }

  /** The id of the first that is listed. */
  String list(String query) {
    return admin.get("/api/v1/listings?channel=" + code + query).at("/data/0/id");
  }

  Answer get() {
    return admin.get("/api/v1/listings/" + id);
  }

  String desired() {
    return get().at("/desired/quantity");
  }

  @Override
  public void close() {
    admin.post(path + "/account/pause", "{}");
    sandbox.close();
  }
}
