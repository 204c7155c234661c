package dev.onhand.core.order;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.Digest;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.State;
import dev.onhand.model.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The movements of one line as they are planned, each under the key that makes it impossible twice.
 */
final class Moves {

  private static final String PUT_BACK = "put_back";

  /** Their keys end so, whatever stands before. */
  private static final Pattern PUT_BACKS =
      Pattern.compile("/" + PUT_BACK + "/\\d+@\\d+/\\d+(\\.\\d+)?$");

  private final Order order;
  private final Order.Line line;
  private final String actor;
  private final @Nullable Instant occurredAt;
  private final List<Command> commands = new ArrayList<>();

  Moves(Order order, Order.Line line, String actor, @Nullable Instant occurredAt) {
    this.order = order;
    this.line = line;
    this.actor = actor;
    this.occurredAt = occurredAt;
  }

  List<Command> commands() {
    return commands;
  }

  /** See {@link Planner#isPutBack}. */
  static boolean isPutBack(MovementKey key) {
    return PUT_BACKS.matcher(key.value()).find();
  }

  void reserve(ProductId product, LocationId location, long units, int ordinal) {
    add("reserve", Reason.RESERVE, null, product, location, units, ordinal, Command.Mode.WISH);
  }

  void release(ProductId product, LocationId location, long units, int ordinal) {
    add("release", Reason.RELEASE, null, product, location, units, ordinal, Command.Mode.WISH);
  }

  void fulfil(ProductId product, LocationId location, State from, long units, int ordinal) {
    add("fulfil", Reason.SALE, from, product, location, units, ordinal, Command.Mode.FACT);
  }

  /**
   * @param doing what was shipped, which numbers its returns wherever they come to
   */
  void takeBack(Order.Doing doing, LocationId location, State to, long units, int ordinal) {
    String effect = "return@" + doing.location().value();
    add(
        effect,
        Reason.SALE_RETURN,
        to,
        doing.product(),
        location,
        units,
        ordinal,
        Command.Mode.WISH);
  }

  /** Units that were taken off the books and never left. */
  void putBack(ProductId product, LocationId location, long units, int ordinal) {
    add(
        PUT_BACK,
        Reason.SALE_RETURN,
        State.AVAILABLE,
        product,
        location,
        units,
        ordinal,
        Command.Mode.WISH);
  }

  private void add(
      String effect,
      Reason reason,
      @Nullable State state,
      ProductId product,
      LocationId location,
      long units,
      int ordinal,
      Command.Mode mode) {
    int part = 0;
    for (long rest = units; rest > 0; rest -= Quantity.UNITS_MAX) {
      commands.add(
          new Command.Move(
              key(effect, product, location, ordinal, part++),
              product,
              reason,
              Quantity.of(Math.min(rest, Quantity.UNITS_MAX)),
              location,
              null,
              state,
              mode,
              null,
              new Details(
                  new Cause(Cause.Kind.ORDER, order.name().reference(), line.id()),
                  actor,
                  null,
                  occurredAt)));
    }
  }

  /**
   * Each part stands after its length, so that no two lists of parts make one key, whatever
   * characters a channel puts into its ids. What would be too long for a key is hashed.
   */
  private MovementKey key(
      String effect, ProductId product, LocationId location, int ordinal, int part) {
    String name =
        "order:"
            + prefixed(order.name().channel())
            + prefixed(order.name().externalId())
            + prefixed(line.id());
    String rest =
        "%s/%d@%d/%d%s"
            .formatted(
                effect, product.value(), location.value(), ordinal, part == 0 ? "" : "." + part);
    return new MovementKey(
        name.length() + rest.length() <= MovementKey.LENGTH_MAX
            ? name + rest
            : "order#" + Digest.of(name).value() + "/" + rest);
  }

  private static String prefixed(String part) {
    return part.length() + ":" + part + "/";
  }
}
