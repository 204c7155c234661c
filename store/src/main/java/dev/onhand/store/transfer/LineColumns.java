package dev.onhand.store.transfer;

import dev.onhand.engine.transfer.Transfer;
import dev.onhand.engine.transfer.Transfer.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** The lines of transfers, column by column, for {@code unnest}. */
record LineColumns(
    Long[] transfers, Long[] products, Long[] sent, Long[] received, Long[] lost, Long[] sentBack) {

  static LineColumns of(List<Transfer> transfers) {
    List<Long> ids = new ArrayList<>();
    List<Line> lines = new ArrayList<>();
    for (Transfer transfer : transfers) {
      for (Line line : transfer.lines()) {
        ids.add(transfer.id());
        lines.add(line);
      }
    }
    return new LineColumns(
        ids.toArray(Long[]::new),
        column(lines, line -> line.product().value()),
        column(lines, Line::sent),
        column(lines, Line::received),
        column(lines, Line::lost),
        column(lines, Line::sentBack));
  }

  private static Long[] column(List<Line> lines, ToLongFunction<Line> value) {
    return lines.stream().mapToLong(value).boxed().toArray(Long[]::new);
  }
}
