package dev.onhand.engine.simulation.orders;

import static dev.onhand.engine.simulation.orders.Happening.*;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.core.order.Sourcing;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.simulation.orders.OrderStep.Fate;
import dev.onhand.model.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What is to happen in one run, the same for the same seed.
 *
 * @param isScarce whether there is too little of everything until the end
 * @param sourcing by channel
 * @param stock units of each product at each house in the beginning, in the order of the houses
 * @param lives of the orders
 * @param steps everything in disorder: what 16 importers deliver, who crash, and what others do
 */
record OrderScript(
    long seed,
    boolean isScarce,
    boolean doHoldsEnd,
    Map<String, Sourcing> sourcing,
    Map<String, List<Long>> stock,
    List<OrderLife> lives,
    List<OrderStep> steps) {

  private static final int IMPORTERS = 16;
  private static final long AMPLE = 10_000;

  static OrderScript of(long seed, boolean isScarce, Instant start, Consumer<Happening> seen) {
    Random random = new Random(seed);
    Map<String, Sourcing> sourcing = new TreeMap<>();
    List<Sourcing> rules = isScarce ? List.of(Sourcing.values()) : OrderWorld.STEADY;
    OrderWorld.CHANNELS
        .keySet()
        .forEach(channel -> sourcing.put(channel, rules.get(random.nextInt(rules.size()))));
    Map<String, List<Long>> stock = new TreeMap<>();
    OrderWorld.STOCKED.forEach(
        sku ->
            stock.put(
                sku,
                OrderWorld.HOUSES.stream()
                    .map(house -> isScarce ? random.nextLong(5) : Long.valueOf(AMPLE))
                    .toList()));
    OrderLives lives = new OrderLives(random, start, seen);
    List<OrderLife> orders = new ArrayList<>();
    int count = isScarce ? 4 : 3;
    for (int i = 1; i <= count; i++) {
      orders.add(lives.next(i));
    }
    boolean doHoldsEnd = random.nextBoolean();
    List<OrderStep> steps = new Disorder(random, isScarce, doHoldsEnd, orders, seen).steps();
    return new OrderScript(seed, isScarce, doHoldsEnd, sourcing, stock, orders, steps);
  }

  /** Everything that was shown, once and in order, and nothing else. */
  List<OrderStep> clean() {
    List<OrderStep> steps = new ArrayList<>();
    steps.add(new OrderStep.Catalogue());
    for (OrderLife life : lives) {
      for (OrderSnapshot snapshot : life.shown()) {
        steps.add(
            new OrderStep.Deliver(
                List.of(new Orders.Delivery(life.name(), snapshot)), false, Fate.ANSWERED));
      }
      if (life.back() != null) {
        steps.add(new OrderStep.Unpack(life.back(), Fate.ANSWERED));
      }
    }
    return steps;
  }

  /** Makes the disorder. */
  private static final class Disorder {

    private final Random random;
    private final boolean isScarce;
    private final boolean doHoldsEnd;
    private final List<OrderLife> lives;
    private final Consumer<Happening> seen;
    private int keys;

    Disorder(
        Random random,
        boolean isScarce,
        boolean doHoldsEnd,
        List<OrderLife> lives,
        Consumer<Happening> seen) {
      this.random = random;
      this.isScarce = isScarce;
      this.doHoldsEnd = doHoldsEnd;
      this.lives = lives;
      this.seen = seen;
    }

    List<OrderStep> steps() {
      List<OrderStep> steps = deliveries();
      for (OrderStep other : others()) {
        steps.add(random.nextInt(steps.size() + 1), other);
      }
      return List.copyOf(steps);
    }

    /** Each 1 to 5 times, dealt out to importers who take turns by chance. */
    private List<OrderStep> deliveries() {
      List<Orders.Delivery> all = new ArrayList<>();
      for (OrderLife life : lives) {
        for (OrderSnapshot snapshot : life.shown()) {
          all.addAll(
              Collections.nCopies(
                  1 + random.nextInt(5), new Orders.Delivery(life.name(), snapshot)));
        }
      }
      Collections.shuffle(all, random);
      List<Deque<Orders.Delivery>> importers = new ArrayList<>();
      for (int i = 0; i < IMPORTERS; i++) {
        importers.add(new ArrayDeque<>());
      }
      for (int i = 0; i < all.size(); i++) {
        importers.get(i % IMPORTERS).add(all.get(i));
      }
      List<OrderStep> steps = new ArrayList<>();
      while (!importers.isEmpty()) {
        Deque<Orders.Delivery> importer = importers.get(random.nextInt(importers.size()));
        if (importer.isEmpty()) {
          importers.remove(importer);
        } else {
          steps.add(delivery(importer));
        }
      }
      return steps;
    }

    private OrderStep delivery(Deque<Orders.Delivery> importer) {
      int together = random.nextInt(6) == 0 ? Math.min(importer.size(), 3) : 1;
      List<Orders.Delivery> head = importer.stream().limit(together).toList();
      if (together > 1) {
        seen.accept(DELIVERED_TOGETHER);
      }
      Fate fate = fate();
      if (fate == Fate.ANSWERED) {
        head.forEach(one -> importer.removeFirst());
      }
      return new OrderStep.Deliver(head, isScarce && random.nextInt(8) == 0, fate);
    }

    private Fate fate() {
      return switch (random.nextInt(12)) {
        case 0 -> Fate.CRASHED_BEFORE;
        case 1 -> Fate.CRASHED_AFTER;
        default -> Fate.ANSWERED;
      };
    }

    private List<OrderStep> others() {
      List<OrderStep> others = new ArrayList<>();
      others.add(new OrderStep.Catalogue());
      for (int i = random.nextInt(5); i > 0; i--) {
        others.add(new OrderStep.Loop());
        others.add(new OrderStep.Pass(Duration.ofMinutes(random.nextInt(5))));
      }
      if (doHoldsEnd) {
        others.add(new OrderStep.Pass(OrderRun.LONGER_THAN_HOLDS));
      }
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        List<Command> move = move();
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
          others.add(new OrderStep.Move(move, fate()));
        }
      }
      for (OrderLife life : lives) {
        if (life.back() != null) {
          for (int times = 1 + random.nextInt(3); times > 0; times--) {
            others.add(new OrderStep.Unpack(life.back(), fate()));
          }
        }
        if (isScarce && random.nextInt(3) == 0) {
          others.add(new OrderStep.Elsewhere(life.name(), "1", house()));
        }
      }
      return others;
    }

    private List<Command> move() {
      return switch (random.nextInt(4)) {
        case 0, 1 -> {
          seen.accept(RESTOCKED);
          yield List.of(one(Reason.PURCHASE, house(), null));
        }
        case 2 -> {
          seen.accept(COUNTED);
          yield List.of(
              one(
                  random.nextBoolean()
                      ? Reason.STOCK_COUNT_CORRECTION
                      : Reason.STOCK_COUNT_CORRECTION_MINUS,
                  house(),
                  null));
        }
        default -> {
          seen.accept(MOVED_BETWEEN_HOUSES);
          String from = house();
          String to = OrderWorld.HOUSES.get((OrderWorld.HOUSES.indexOf(from) + 1) % 3);
          yield List.of(one(Reason.TRANSFER_OUT, from, to));
        }
      };
    }

    private Command one(Reason reason, String house, String to) {
      return new Command.Move(
          new MovementKey("other-" + ++keys),
          ProductRef.sku(OrderWorld.SINGLES.get(random.nextInt(3))),
          reason,
          Quantity.of(1 + random.nextInt(3)),
          LocationRef.code(house),
          to == null ? null : LocationRef.code(to),
          null,
          Command.Mode.WISH,
          null,
          Details.of(Cause.of(Cause.Kind.PERSON), "tester"));
    }

    private String house() {
      return OrderWorld.HOUSES.get(random.nextInt(3));
    }
  }
}
