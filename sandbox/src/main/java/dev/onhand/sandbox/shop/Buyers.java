package dev.onhand.sandbox.shop;

import dev.onhand.sandbox.shop.Fulfilment.Stage;
import dev.onhand.sandbox.shop.Shop.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A shop's life by chance: people who buy, pay late or not at all, cancel and send back, parcels
 * that leave, and now and then somebody who edits a quantity by hand. Not for several threads.
 */
public final class Buyers {
  private static final int UNITS_MAX = 4;

  private final Shop shop;
  private final RandomGenerator random;

  /** Orders in which something can happen yet, by id. */
  private final List<String> lively = new ArrayList<>();

  public Buyers(Shop shop, RandomGenerator random) {
    this.shop = shop;
    this.random = random;
  }

  /**
   * Lets one thing happen.
   *
   * @return what it was, in words; the same for the same shop and draws
   */
  public String act() {
    int draw = random.nextInt(100);
    if (draw < 50) {
      return buy();
    }
    if (draw < 53) {
      return edit();
    }
    if (lively.isEmpty()) {
      return "nothing";
    }
    int place = random.nextInt(lively.size());
    Order order = shop.order(lively.get(place)).orElseThrow();
    if (order.payment() == Order.Payment.PENDING) {
      return draw < 95 ? told("pays", shop.pay(order.id())) : fail(order, place);
    }
    Line line = order.lines().get(random.nextInt(order.lines().size()));
    if (order.open(line.number()) > 0) {
      return draw < 65
          ? told("cancels", shop.cancel(order.id(), line.number(), 1))
          : told("is sent", send(order));
    }
    return draw < 75 ? sendBack(order, line) : forget(place);
  }

  private String buy() {
    List<Listing> listings = shop.listings();
    if (listings.isEmpty()) {
      return "nothing";
    }
    List<Wanted> basket = new ArrayList<>();
    int lines = 1 + random.nextInt(2);
    for (int i = 0; i < lines; i++) {
      Listing listing = listings.get(random.nextInt(listings.size()));
      basket.add(new Wanted(listing.id(), 1 + random.nextInt(UNITS_MAX)));
    }
    boolean paysAtOnce = random.nextInt(10) < 8;
    Optional<Order> placed = shop.place(basket);
    if (placed.isEmpty()) {
      return "finds nothing";
    }
    lively.add(placed.get().id());
    return told("orders", paysAtOnce ? shop.pay(placed.get().id()) : placed.get());
  }

  private String edit() {
    List<Listing> listings = shop.listings();
    if (listings.isEmpty()) {
      return "nothing";
    }
    Listing listing = listings.get(random.nextInt(listings.size()));
    int quantity = Math.max(0, listing.quantity() + random.nextInt(-2, 3));
    return "edits " + listing.sku() + " to " + shop.edit(listing.id(), quantity).quantity();
  }

  private Order send(Order order) {
    if (random.nextBoolean()) {
      order.lines().stream()
          .filter(line -> order.open(line.number()) > 0 && !line.accepted())
          .forEach(line -> shop.accept(order.id(), line.number()));
    }
    return shop.ship(order.id());
  }

  private String sendBack(Order order, Line line) {
    int back = order.shipped(line.number()) - line.returned();
    return back > 0
        ? told("sends back", shop.takeBack(order.id(), line.number(), 1))
        : "order " + order.id() + " rests";
  }

  private String fail(Order order, int place) {
    lively.remove(place);
    return told("does not pay", shop.failPayment(order.id()));
  }

  private String forget(int place) {
    Order order = shop.order(lively.remove(place)).orElseThrow();
    for (Fulfilment parcel : order.fulfilments()) {
      if (parcel.stage() == Stage.SHIPPED) {
        shop.move(order.id(), parcel.number(), Stage.DELIVERED);
      }
    }
    return "order " + order.id() + " is over";
  }

  private static String told(String what, Order order) {
    return "order " + order.id() + " " + what + ", version " + order.version();
  }
}
