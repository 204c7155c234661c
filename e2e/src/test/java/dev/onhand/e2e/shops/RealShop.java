package dev.onhand.e2e.shops;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A shop that sells, seen as its owner and its buyers see it: by its own admin and store APIs, not
 * by Onhand's connector.
 */
interface RealShop extends AutoCloseable {

  /** The kind of its connector, and its channel's code. */
  String type();

  /** What runs, for people. */
  String version();

  /** Installs it, starts it, and makes a product of each SKU, none in stock, and a way to buy. */
  void open(List<String> skus) throws IOException, InterruptedException;

  /** What an account in Onhand must be told, but secrets. */
  Map<String, String> settings();

  Map<String, String> secrets();

  /** From its next start on it calls Onhand there. */
  void callAt(String hook, String secret);

  void start() throws IOException, InterruptedException;

  /** Asks it to end, and returns when it has. */
  void stop();

  /**
   * A buyer fills a cart, and pays.
   *
   * @param units by SKU
   * @return the order's id; empty if the shop refuses for lack of stock
   */
  Optional<String> buy(Map<String, Integer> units);

  /** Cancels an order of which nothing is packed. */
  void cancel(String order);

  /** Packs all of an order and hands it to the buyer. */
  void send(String order);

  /** One unit of an order that was sent comes back, and goes back into the shop's stock. */
  void takeBackOne(String order, String sku);

  /** What the shop would still sell, by SKU. */
  Map<String, Long> left();

  @Override
  void close();
}
