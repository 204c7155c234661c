package dev.onhand.bench;

import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Sandbox;
import dev.onhand.sandbox.shop.Cause;
import dev.onhand.sandbox.shop.Entry;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Simulated shops that sell the same goods, each connected to the shipped server. */
final class Shops implements AutoCloseable {

  private static final long SEED = 20261128;

  private final ShippedServer server;
  private final InstantSource clock = InstantSource.system();
  private final Sandbox sandbox = new Sandbox(clock, SEED);
  private final List<Shop> all = new ArrayList<>();
  private final int goods;
  private final int units;

  /**
   * @param goods how many there are, called {@code L0}, {@code L1} and so on
   * @param units of each
   */
  Shops(ShippedServer server, int goods, int units) throws IOException {
    this.server = server;
    this.goods = goods;
    this.units = units;
    server.stock("L", goods, units);
  }

  /** One of them, and the id that each of the goods has there. */
  record Shop(Account account, Polled polled, List<String> ids) {

    Order sell(int good) {
      return account.shop().sell(ids.get(good), 1).orElseThrow();
    }

    /** How many of each of the goods can be bought now. */
    Map<String, Integer> listed() {
      Map<String, Integer> listed = new HashMap<>();
      account.shop().listings().forEach(one -> listed.put(one.sku(), one.listed()));
      return listed;
    }

    /** When it first showed so many of each, after it was told. */
    Map<String, Instant> told(int listed) {
      Map<String, Instant> told = new HashMap<>();
      for (Entry entry : account.shop().journal()) {
        if (entry.cause() == Cause.PUSHED && entry.after().listed() == listed) {
          told.putIfAbsent(entry.after().sku(), entry.at());
        }
      }
      return told;
    }
  }

  InstantSource clock() {
    return clock;
  }

  /**
   * Opens one, which lists what there is, and connects it.
   *
   * @param settings members of a JSON object, but the address
   * @param path what the address ends with
   */
  Shop open(String code, String type, Marketplace marketplace, String settings, String path)
      throws IOException {
    return open(
        code,
        marketplace,
        base ->
            "{\"type\":\"%s\",\"poll_seconds\":1,\"settings\":{%s,\"address\":\"%s%s\"}}"
                .formatted(type, settings, base, path));
  }

  /**
   * The same.
   *
   * @param account how it is put, by its address
   */
  Shop open(String code, Marketplace marketplace, Function<URI, String> account)
      throws IOException {
    Polled polled = new Polled(marketplace, clock);
    Account opened = sandbox.open(code, polled);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < goods; i++) {
      Listing listing = opened.shop().list(Item.of("L" + i), units);
      ids.add(listing.id());
    }
    try (RawHttp http = server.connect()) {
      String to = "/api/v1/channels/" + code + "/account";
      RawHttp.Answer made = http.put(to, account.apply(opened.base()));
      if (made.status() >= 300) {
        throw new IllegalStateException("HTTP " + made.status() + ": " + made.text());
      }
      RawHttp.require(http.post(to + "/resume", "", "{}"), 200);
    }
    Shop shop = new Shop(opened, polled, List.copyOf(ids));
    all.add(shop);
    return shop;
  }

  List<Shop> all() {
    return List.copyOf(all);
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
