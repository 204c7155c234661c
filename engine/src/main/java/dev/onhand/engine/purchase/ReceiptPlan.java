package dev.onhand.engine.purchase;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.Digest;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.State;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.order.Order.Component;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.purchase.PurchaseOrder.Head;
import dev.onhand.engine.purchase.PurchaseOrder.Line;
import dev.onhand.engine.purchase.PurchaseOrder.Place;
import dev.onhand.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a delivery is booked: the movements that bring its units onto the shelf, and the order's
 * lines and the receipt afterwards. Made first, then asked.
 */
final class ReceiptPlan {

  /** Units of a line that arrived, and where the request says so. */
  private record Arrived(
      int index, Place place, State state, Quantity quantity, @Nullable Integer asked) {}

  /** A line of the receipt, and which commands are its. */
  private record Booked(
      Line line, Place place, State state, long units, long unitsOfFirst, int first, int count) {}

  private final Head head;
  private final List<Line> lines;
  private final String key;
  private final Delivery delivery;
  private final String actor;
  private final List<Command> commands = new ArrayList<>();
  private final List<@Nullable Integer> origins = new ArrayList<>();
  private final List<Booked> booked = new ArrayList<>();
  private final PurchaseOrder order;

  ReceiptPlan(PurchaseOrder order, String key, Delivery delivery, String actor) {
    this.order = order;
    this.head = order.head();
    this.lines = new ArrayList<>(order.lines());
    this.key = key;
    this.delivery = delivery;
    this.actor = actor;
  }

  /**
   * Makes the plan.
   *
   * @return what is wrong with the delivery, or null
   */
  @Nullable PurchaseResult make(Named named) {
    List<Arrived> arrived = new ArrayList<>();
    PurchaseResult problem = delivery.isRest() ? addRest(arrived) : addAll(arrived, named);
    if (problem != null) {
      return problem;
    }
    Map<ProductId, List<Component>> components =
        named.components(arrived.stream().map(one -> lines.get(one.index()).product()).toList());
    for (Arrived one : arrived) {
      List<Component> parts = components.getOrDefault(lines.get(one.index()).product(), List.of());
      try {
        book(one, parts);
      } catch (ArithmeticException | IllegalArgumentException tooMany) {
        return new PurchaseResult.Blocked(
            "Line '%s' is a pack: unpacked that is more than the %d units of one movement. Split it."
                .formatted(lines.get(one.index()).line(), Quantity.UNITS_MAX),
            at(one.asked()));
      }
      if (commands.size() > CommandList.COMMANDS_MAX) {
        return new PurchaseResult.Blocked(
            "That is more than the %d movements of one receipt. Split it."
                .formatted(CommandList.COMMANDS_MAX),
            at(one.asked()));
      }
    }
    return null;
  }

  private @Nullable PurchaseResult addRest(List<Arrived> arrived) {
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (line.rest() > 0) {
        arrived.add(
            new Arrived(i, line.location(), State.AVAILABLE, Quantity.of(line.rest()), null));
      }
    }
    return arrived.isEmpty()
        ? new PurchaseResult.Blocked(
            "All that was expected is there. Say what came, line by line, if there is more.",
            "/rest")
        : null;
  }

  private @Nullable PurchaseResult addAll(List<Arrived> arrived, Named named) {
    Map<ProductRef, Stocked> products =
        named.products(
            delivery.lines().stream()
                .map(Delivery.Line::product)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
    Map<LocationRef, Place> places =
        named.places(
            delivery.lines().stream()
                .map(Delivery.Line::location)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
    for (int i = 0; i < delivery.lines().size(); i++) {
      Delivery.Line wish = delivery.lines().get(i);
      String where = "/lines/" + i;
      Place place = wish.location() == null ? null : places.get(wish.location());
      if (wish.location() != null && place == null) {
        return new PurchaseResult.Refused(new Outcome.UnknownLocation(wish.location()), where);
      }
      Stocked product = wish.product() == null ? null : products.get(wish.product());
      if (wish.product() != null && product == null) {
        return new PurchaseResult.Refused(new Outcome.UnknownProduct(wish.product()), where);
      }
      Found found = find(wish.line(), product, place, where);
      if (found.problem() != null) {
        return found.problem();
      }
      Place at = place == null ? lines.get(found.index()).location() : place;
      arrived.add(new Arrived(found.index(), at, wish.state(), wish.quantity(), i));
    }
    return null;
  }

  /** The line that is meant; of what was not expected a new one. */
  private record Found(int index, @Nullable PurchaseResult problem) {}

  private Found find(
      @Nullable String name, @Nullable Stocked product, @Nullable Place place, String where) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      boolean isNamed = name == null || name.equals(line.line());
      if (isNamed && (product == null || product.id().equals(line.product()))) {
        found.add(i);
      }
    }
    if (found.size() == 1) {
      return new Found(found.getFirst(), null);
    }
    if (found.size() > 1) {
      String names = found.stream().map(i -> lines.get(i).line()).collect(Collectors.joining(", "));
      return blocked(
          "'%s' is on several lines (%s): say which by line."
              .formatted(Objects.requireNonNull(product).sku(), names),
          where);
    }
    if (name != null || product == null) {
      return blocked(
          "%s has no line '%s'%s."
              .formatted(
                  head.reference(), name, product == null ? "" : " of '" + product.sku() + "'"),
          where);
    }
    return addUnexpected(product, place == null ? head.location() : place, where);
  }

  private Found addUnexpected(Stocked product, Place place, String where) {
    if (lines.size() >= PurchaseOrder.LINES_MAX) {
      return blocked(
          "%s has %d lines, which is the most; book '%s' on another order."
              .formatted(head.reference(), PurchaseOrder.LINES_MAX, product.sku()),
          where);
    }
    int number = lines.size() + 1;
    while (isTaken(Integer.toString(number))) {
      number++;
    }
    lines.add(new Line(Integer.toString(number), product.id(), product.sku(), place, 0, 0));
    return new Found(lines.size() - 1, null);
  }

  private boolean isTaken(String name) {
    return lines.stream().anyMatch(line -> line.line().equals(name));
  }

  private static Found blocked(String detail, String where) {
    return new Found(-1, new PurchaseResult.Blocked(detail, where));
  }

  /** Goods arrive as available; what is not fit for sale is set aside in the same step. */
  private void book(Arrived arrived, List<Component> components) {
    Line line = lines.get(arrived.index());
    int first = commands.size();
    String step =
        Receiving.KEYS
            + "%d/%s/%s/%d"
                .formatted(head.id(), line.line(), Digest.of(key).value(), booked.size());
    Details details =
        new Details(
            new Cause(head.kind().cause(), head.reference(), line.line()),
            actor,
            delivery.note(),
            delivery.occurredAt());
    int part = 0;
    for (Unpacking.Goods goods : Unpacking.unpack(line.product(), components, arrived.quantity())) {
      String name = step + "/" + part++;
      add(arrived, move(name, goods, Reason.PURCHASE, arrived.place(), null, details));
      if (arrived.state() != State.AVAILABLE) {
        add(
            arrived,
            move(
                name + "/aside",
                goods,
                Reason.SET_ASIDE_UNITS,
                arrived.place(),
                arrived.state(),
                details));
      }
    }
    long units = arrived.quantity().units();
    booked.add(
        new Booked(
            line,
            arrived.place(),
            arrived.state(),
            units,
            components.isEmpty() ? 1 : components.getFirst().units(),
            first,
            commands.size() - first));
    lines.set(arrived.index(), line.plus(units));
  }

  private void add(Arrived arrived, Command command) {
    commands.add(command);
    origins.add(arrived.asked());
  }

  /** A fact: the goods are there, whatever the books say, also the broken ones. */
  private static Command move(
      String name,
      Unpacking.Goods goods,
      Reason reason,
      Place place,
      @Nullable State state,
      Details details) {
    return new Command.Move(
        new MovementKey(name),
        goods.product(),
        reason,
        goods.quantity(),
        place.id(),
        null,
        state,
        Command.Mode.FACT,
        null,
        details);
  }

  List<Command> commands() {
    return List.copyOf(commands);
  }

  /** The line of the request that a command comes from. */
  @Nullable String where(int command) {
    return at(origins.get(command));
  }

  private static @Nullable String at(@Nullable Integer line) {
    return line == null ? null : "/lines/" + line;
  }

  /** The order and the receipt afterwards. */
  PurchaseReceived received(List<Outcome> outcomes) {
    Movement first = recorded(outcomes.getFirst());
    List<Receipt.Line> receiptLines =
        booked.stream()
            .map(
                one ->
                    new Receipt.Line(
                        one.line().line(),
                        one.place(),
                        one.state(),
                        one.units(),
                        one.unitsOfFirst(),
                        ids(outcomes.subList(one.first(), one.first() + one.count()))))
            .toList();
    int number = head.receipts() + 1;
    Receipt receipt =
        new Receipt(
            number,
            key,
            delivery.digest(),
            receiptLines,
            delivery.note(),
            actor,
            first.recordedAt(),
            null,
            null);
    return new PurchaseReceived(order.received(lines, number, first.recordedAt()), receipt);
  }

  private static List<MovementId> ids(List<Outcome> outcomes) {
    return outcomes.stream().map(outcome -> recorded(outcome).id()).toList();
  }

  static Movement recorded(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Recorded(var movement) -> movement;
      case Outcome.AlreadyRecorded(var movement) -> movement;
      case Outcome.Unchanged other -> throw new IllegalStateException("nothing moved: " + other);
      case Outcome.Refused other -> throw new IllegalStateException("nothing moved: " + other);
    };
  }
}
