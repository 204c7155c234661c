package dev.onhand.engine.transfer;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.engine.transfer.Transfer.Line;
import dev.onhand.engine.transfer.TransferResult.LineProblem;
import dev.onhand.engine.transfer.TransferResult.LineRef;
import dev.onhand.model.Quantity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is done with the lines of one transfer, gathered until all of it is known to be possible.
 */
final class Steps {

  /** What happens to units that are under way. */
  enum Kind {
    RECEIVE,
    LOSE,
    SEND_BACK
  }

  private final TransferCommands making;
  private final List<Line> lines;
  private final List<Command> commands = new ArrayList<>();
  private final List<LineRef> origins = new ArrayList<>();

  Steps(Transfer transfer, Transfers.Asking asking, @Nullable String note) {
    this.making =
        new TransferCommands(
            transfer.reference(), transfer.from().id(), transfer.to().id(), asking, note);
    this.lines = new ArrayList<>(transfer.lines());
  }

  /**
   * Adds what a request's list says.
   *
   * @return what is wrong with it, or null
   */
  @Nullable TransferResult addAll(String list, List<Units> wanted, Kind kind) {
    Set<ProductId> seen = new HashSet<>();
    for (int i = 0; i < wanted.size(); i++) {
      Units units = wanted.get(i);
      LineRef origin = new LineRef(list, i);
      int index = indexOf(units.product());
      if (index < 0) {
        return new TransferResult.BadLine(
            origin,
            LineProblem.NOT_IN_TRANSFER,
            "Product '%s' is not in this transfer.".formatted(units.product()));
      }
      Line line = lines.get(index);
      if (!seen.add(line.product())) {
        return Transfers.givenTwice(origin, line.sku().value());
      }
      if (units.quantity().units() > line.inTransit()) {
        return new TransferResult.BadLine(
            origin,
            LineProblem.MORE_THAN_IN_TRANSIT,
            "Of '%s' only %d units are in transit, not %s."
                .formatted(line.sku(), line.inTransit(), units.quantity()));
      }
      add(index, origin, units.quantity(), kind);
    }
    return null;
  }

  /** Adds the way back of all that is under way. */
  void addRest() {
    for (int i = 0; i < lines.size(); i++) {
      long rest = lines.get(i).inTransit();
      if (rest > 0) {
        add(i, new LineRef("lines", i), Quantity.of(rest), Kind.SEND_BACK);
      }
    }
  }

  private void add(int index, LineRef origin, Quantity quantity, Kind kind) {
    Line line = lines.get(index);
    long units = quantity.units();
    switch (kind) {
      case RECEIVE -> {
        commands.add(making.receive(line, quantity));
        lines.set(index, line.plus(units, 0, 0));
      }
      case LOSE -> {
        commands.add(making.lose(line, quantity));
        lines.set(index, line.plus(0, units, 0));
      }
      case SEND_BACK -> {
        commands.add(making.sendBack(line, quantity));
        lines.set(index, line.plus(0, 0, units));
      }
    }
    origins.add(origin);
  }

  private int indexOf(ProductRef ref) {
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      boolean isIt =
          switch (ref) {
            case ProductId id -> id.equals(line.product());
            case ProductRef.BySku bySku -> bySku.sku().equals(line.sku());
          };
      if (isIt) {
        return i;
      }
    }
    return -1;
  }

  List<Command> commands() {
    return commands;
  }

  /** The lines afterwards. */
  List<Line> lines() {
    return List.copyOf(lines);
  }

  /** The line of the request that a command comes from. */
  LineRef line(int command) {
    return origins.get(command);
  }
}
