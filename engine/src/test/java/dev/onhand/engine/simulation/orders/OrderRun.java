package dev.onhand.engine.simulation.orders;

import static dev.onhand.engine.simulation.orders.Happening.*;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.Place;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.State;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.core.order.Returning;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.LedgerBusyException;
import dev.onhand.engine.ledger.LedgerUnavailableException;
import dev.onhand.engine.ledger.PlanningLedger;
import dev.onhand.engine.orders.ChannelData;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.orders.OrderView;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.orders.ResourceResult;
import dev.onhand.engine.orders.Returns;
import dev.onhand.engine.orders.Shortfall;
import dev.onhand.engine.simulation.orders.OrderStep.Fate;
import dev.onhand.engine.testing.OrderFixture;
import dev.onhand.model.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Acts out the steps of a script on a shop, and says how it ended and how it must have. Several
 * threads may take steps.
 */
public final class OrderRun {

  static final Duration LONGER_THAN_HOLDS = Duration.ofDays(20);

  /** After so many rounds the loop should have had nothing to do any more. */
  private static final int ROUNDS_MAX = 100;

  private static final int READY_MAX = 200;
  private static final String ACTOR = "tester";

  private final OrderScript script;
  private final OrderFixture shop;
  private final PlanningLedger ledger;
  private final Orders orders;
  private final Returns returns;
  private final Consumer<Happening> seen;
  private final Map<String, LocationId> houses = new LinkedHashMap<>();
  private final Map<String, ProductId> products = new ConcurrentHashMap<>();

  // What is known to have been done.
  private final Map<Order.Name, Set<OrderSnapshot>> shown = new ConcurrentHashMap<>();
  private final Map<MovementKey, Movement> moved = new ConcurrentHashMap<>();
  private final Set<OrderLife.Back> unpacked = ConcurrentHashMap.newKeySet();

  /**
   * @param ledger of the shop, or one that stands before it
   */
  OrderRun(OrderScript script, OrderFixture shop, PlanningLedger ledger, Consumer<Happening> seen) {
    this.script = script;
    this.shop = shop;
    this.ledger = ledger;
    this.orders = new Orders(ledger);
    this.returns = new Returns(ledger, shop.journal(), shop.rows());
    this.seen = seen;
    open();
  }

  /**
   * The run of a seed.
   *
   * @param shop with nothing in it yet
   */
  public static OrderRun of(
      long seed, boolean isScarce, OrderFixture shop, Consumer<Happening> seen) {
    return new OrderRun(
        OrderScript.of(seed, isScarce, shop.now(), seen), shop, shop.ledger(), seen);
  }

  /** What there is to be done, each for whichever thread takes it. */
  public List<Runnable> steps() {
    return script.steps().stream().<Runnable>map(step -> () -> take(step)).toList();
  }

  private void open() {
    OrderWorld.HOUSES.forEach(house -> houses.put(house, shop.location(house)));
    OrderWorld.SINGLES.forEach(sku -> product(sku, Stocked.Tracking.TRACKED));
    product(OrderWorld.NOTHING, Stocked.Tracking.PLACEHOLDER);
    product(OrderWorld.SET, Stocked.Tracking.TRACKED);
    Map<ProductId, Long> parts = new HashMap<>();
    OrderWorld.PARTS.forEach((sku, units) -> parts.put(products.get(sku), units));
    shop.bundle(OrderWorld.SET, parts);
    OrderWorld.CHANNELS.forEach(
        (code, preset) ->
            shop.channel(
                code,
                new ChannelData(
                    code, preset, Map.of(), script.sourcing().get(code), OrderWorld.HOLD_MINUTES)));
    list(OrderWorld.PACK);
    OrderWorld.SINGLES.forEach(this::stock);
  }

  private void list(String name) {
    ProductId product = products.get(OrderWorld.IN_PACK);
    OrderWorld.CHANNELS
        .keySet()
        .forEach(channel -> shop.listing(channel, name, product, OrderWorld.UNITS_IN_PACK));
  }

  private void product(String sku, Stocked.Tracking tracking) {
    products.put(sku, shop.product(sku, tracking, sku.equals("C") ? OrderWorld.GTIN_OF_C : null));
  }

  private void stock(String sku) {
    List<Command> commands = new ArrayList<>();
    for (int i = 0; i < OrderWorld.HOUSES.size(); i++) {
      long units = script.stock().get(sku).get(i);
      if (units > 0) {
        commands.add(purchase("first", sku, OrderWorld.HOUSES.get(i), units));
      }
    }
    move(commands);
  }

  private static Command purchase(String key, String sku, String house, long units) {
    return Command.Move.of(
        key + "-" + sku + "-" + house,
        sku,
        Reason.PURCHASE,
        units,
        house,
        Details.of(Cause.of(Cause.Kind.PERSON), ACTOR));
  }

  void take(OrderStep step) {
    switch (step) {
      case OrderStep.Deliver deliver -> deliver(deliver);
      case OrderStep.Move move -> crashing(move.fate(), () -> move(move.commands()));
      case OrderStep.Unpack unpack -> crashing(unpack.fate(), () -> unpack(unpack.back()));
      case OrderStep.Elsewhere elsewhere -> elsewhere(elsewhere);
      case OrderStep.Catalogue catalogue -> catalogue();
      case OrderStep.Loop loop -> loop();
      case OrderStep.Pass pass -> shop.pass(pass.time());
    }
  }

  private void crashing(Fate fate, Runnable work) {
    switch (fate) {
      case CRASHED_BEFORE -> seen.accept(CRASHED_BEFORE_THE_COMMIT);
      case CRASHED_AFTER -> {
        seen.accept(CRASHED_AFTER_THE_COMMIT);
        work.run();
      }
      case ANSWERED -> work.run();
    }
  }

  private void deliver(OrderStep.Deliver deliver) {
    crashing(
        deliver.fate(),
        () -> {
          List<Orders.Delivery> rest = deliver.deliveries();
          if (deliver.isWhole()) {
            rest = refused(rest);
          }
          List<Orders.Delivery> handedIn = rest;
          results(handedIn, Shortfall.SKIP).forEach(this::note);
          handedIn.forEach(this::acknowledged);
        });
  }

  /** Hands in what is to be kept whole or not at all; what was refused is given back. */
  private List<Orders.Delivery> refused(List<Orders.Delivery> deliveries) {
    List<Orders.Delivery> refused = new ArrayList<>();
    List<OrderResult> results = results(deliveries, Shortfall.REFUSE);
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i).isRefused()) {
        seen.accept(REFUSED_AS_A_WHOLE);
        refused.add(deliveries.get(i));
      } else {
        note(results.get(i));
        acknowledged(deliveries.get(i));
      }
    }
    return refused;
  }

  /** What was answered is there: the picture is no older, and has all that left (I8). */
  private void acknowledged(Orders.Delivery delivery) {
    OrderSnapshot snapshot = delivery.snapshot();
    shown
        .computeIfAbsent(
            delivery.name(), name -> Collections.synchronizedSet(new LinkedHashSet<>()))
        .add(snapshot);
    Optional<Order> kept = shop.rows().find(shop.seller(), delivery.name()).map(OrderView::order);
    Order.Seen received = kept.map(Order::received).orElse(null);
    boolean isThere =
        received != null
            && received.freshness().compareTo(snapshot.freshness()) >= 0
            && (snapshot.lines() == null
                || snapshot.lines().stream()
                    .allMatch(
                        line -> kept.get().lines().get(line.id()).shipped() >= line.shipped()));
    if (!isThere) {
      throw new AssertionError(
          "%s was answered and is not there: %s".formatted(delivery, kept.orElse(null)));
    }
  }

  private List<OrderResult> results(List<Orders.Delivery> deliveries, Shortfall shortfall) {
    return again(
        () ->
            orders.deliverAll(shop.seller(), deliveries, ACTOR, shortfall).stream()
                .map(OrderRun::await)
                .toList());
  }

  private void note(OrderResult result) {
    if (result.verdict() != null) {
      seen.accept(
          switch (result.verdict()) {
            case NEWER -> VERDICT_NEWER;
            case OLDER -> VERDICT_OLDER;
            case SAME -> VERDICT_SAME;
            case CONTRADICTS -> VERDICT_CONTRADICTS;
          });
    }
    if (result.moved().missing() > 0) {
      seen.accept(WAITED_FOR_STOCK);
    }
  }

  private void move(List<Command> commands) {
    if (commands.isEmpty()) {
      return;
    }
    List<Outcome> outcomes =
        again(() -> await(ledger.submit(CommandList.allOrNone(shop.seller(), commands))));
    for (Outcome outcome : outcomes) {
      switch (outcome) {
        case Outcome.Recorded recorded -> moved.put(recorded.movement().key(), recorded.movement());
        case Outcome.AlreadyRecorded known -> moved.put(known.movement().key(), known.movement());
        default -> seen.accept(REFUSED_BY_THE_BOOKS);
      }
    }
  }

  private void unpack(OrderLife.Back back) {
    Returning.Received received =
        new Returning.Received(
            back.line(),
            Quantity.of(back.units()),
            back.house() == null ? null : houses.get(back.house()),
            back.state(),
            new MovementKey("back-" + back.name().reference()),
            ACTOR,
            null,
            null);
    switch (again(() -> await(returns.book(shop.seller(), back.name(), received)))) {
      case Returns.Result.Booked booked -> {
        seen.accept(RETURNED_TO_A_HOUSE);
        unpacked.add(back);
      }
      case Returns.Result.TooMany tooMany -> seen.accept(RETURN_CAME_TOO_EARLY);
      case Returns.Result.UnknownLine unknown -> seen.accept(RETURN_CAME_TOO_EARLY);
    }
  }

  private void elsewhere(OrderStep.Elsewhere step) {
    ResourceResult result =
        again(
            () ->
                await(
                    orders.resource(
                        shop.seller(), step.name(), step.line(), null, step.house(), null, ACTOR)));
    if (result instanceof ResourceResult.Done done && !done.order().moved().isNone()) {
      seen.accept(RESERVED_ELSEWHERE);
    }
  }

  private void catalogue() {
    synchronized (products) {
      if (!products.containsKey(OrderWorld.LATE)) {
        product(OrderWorld.LATE, Stocked.Tracking.TRACKED);
        stock(OrderWorld.LATE);
        list(OrderWorld.LATE_PACK);
      }
    }
  }

  private void loop() {
    for (int round = 0; round < ROUNDS_MAX; round++) {
      boolean isMoved = false;
      for (Order.Name name : shop.rows().ready(shop.seller(), shop.now(), READY_MAX)) {
        OrderResult result = again(() -> await(orders.reapply(shop.seller(), name, ACTOR)));
        if (result.moved().released() > 0) {
          seen.accept(HOLD_RAN_OUT);
        }
        isMoved |= !result.moved().isNone();
      }
      if (!isMoved) {
        return;
      }
      seen.accept(APPLIED_AGAIN);
    }
    throw new AssertionError("the loop comes to no end");
  }

  /** What was lost comes again, stock comes, and the loop has its turn. */
  public void finish() {
    catalogue();
    if (script.isScarce()) {
      List<Command> plenty = new ArrayList<>();
      OrderWorld.STOCKED.forEach(
          sku ->
              OrderWorld.HOUSES.forEach(house -> plenty.add(purchase("last", sku, house, 10_000))));
      move(plenty);
    }
    if (script.doHoldsEnd()) {
      shop.pass(LONGER_THAN_HOLDS);
    }
    loop();
    shown.keySet().stream()
        .flatMap(name -> script.lives().stream().filter(life -> life.name().equals(name)))
        .filter(life -> life.back() != null)
        .forEach(life -> unpack(life.back()));
    loop();
  }

  /** An importer that gets no answer hands in again. */
  private static <T> T again(Supplier<T> call) {
    while (true) {
      try {
        return call.get();
      } catch (LedgerBusyException | LedgerUnavailableException failure) {
        Thread.onSpinWait();
      }
    }
  }

  private static <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  /**
   * How it ended otherwise than the model says; empty: it ended well. Where there was too little,
   * what is where depends on what was there when, and is not compared.
   */
  public Optional<String> difference() {
    return script.isScarce()
        ? compare(OrderModel.withoutPlaces(units()), OrderModel.withoutPlaces(unitsDue()))
        : compare(units(), unitsDue());
  }

  private static Optional<String> compare(Map<String, Long> is, Map<String, Long> due) {
    Map<String, String> wrong = new TreeMap<>();
    Set<String> all = new TreeSet<>(is.keySet());
    all.addAll(due.keySet());
    for (String what : all) {
      long one = is.getOrDefault(what, 0L);
      long other = due.getOrDefault(what, 0L);
      if (one != other) {
        wrong.put(what, "%d and not %d".formatted(one, other));
      }
    }
    return wrong.isEmpty() ? Optional.empty() : Optional.of(wrong.toString());
  }

  /** What was done for each line, and what is where; no entry is 0. */
  private Map<String, Long> units() {
    Map<String, Long> units = new TreeMap<>();
    for (Order.Name name : shown.keySet()) {
      shop.rows()
          .find(shop.seller(), name)
          .ifPresent(
              view -> view.order().lines().values().forEach(line -> addLine(units, name, line)));
    }
    products.forEach(
        (sku, product) ->
            houses.forEach(
                (house, location) -> addLevel(units, sku, house, shop.level(product, location))));
    units.values().removeIf(some -> some == 0);
    return units;
  }

  private void addLine(Map<String, Long> units, Order.Name name, Order.Line line) {
    for (Order.Doing doing : line.doings()) {
      String sku = sku(doing.product());
      units.merge(OrderModel.done(name, line.id(), sku, "reserved"), doing.reserved(), Long::sum);
      units.merge(OrderModel.done(name, line.id(), sku, "fulfilled"), doing.fulfilled(), Long::sum);
      units.merge(OrderModel.done(name, line.id(), sku, "returned"), doing.returned(), Long::sum);
    }
    line.missing()
        .forEach(
            (product, missing) ->
                units.merge(
                    OrderModel.done(name, line.id(), sku(product), "missing"), missing, Long::sum));
  }

  private String sku(ProductId product) {
    return products.entrySet().stream()
        .filter(one -> one.getValue().equals(product))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private static void addLevel(Map<String, Long> units, String sku, String house, Level level) {
    for (State state : State.values()) {
      units.merge(OrderModel.place(sku, house, state.code()), level.of(state), Long::sum);
    }
  }

  /** How it must have ended, by the model. */
  private Map<String, Long> unitsDue() {
    OrderModel model =
        new OrderModel(
            new HashSet<>(products.keySet()), script.doHoldsEnd(), OrderWorld.HOUSES.getFirst());
    for (Movement movement : moved.values()) {
      add(model, movement, movement.from(), -1);
      add(model, movement, movement.to(), 1);
    }
    shown.forEach((name, all) -> model.add(name, all, unpacked(name)));
    return model.units();
  }

  private void add(OrderModel model, Movement movement, Place place, int sign) {
    if (place instanceof Place.Inside(LocationId location, State state)) {
      String house =
          houses.entrySet().stream()
              .filter(one -> one.getValue().equals(location))
              .findFirst()
              .orElseThrow()
              .getKey();
      model.add(sku(movement.product()), house, state.code(), sign * movement.quantity().units());
    }
  }

  private Collection<OrderLife.Back> unpacked(Order.Name name) {
    return unpacked.stream().filter(back -> back.name().equals(name)).toList();
  }
}
