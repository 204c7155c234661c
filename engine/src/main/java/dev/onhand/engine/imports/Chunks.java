package dev.onhand.engine.imports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a file: its lines as movements, some thousands at a time, and beside them what is
 * wrong or left out. A pass that applies leaves out the rows the pass before it found wrong.
 */
final class Chunks implements AutoCloseable {

  /** More rows than any file has; what is remembered for each takes some bytes. */
  static final int ROWS_MAX = 3_000_000;

  private final CsvRows rows;
  private final Understanding understanding;
  private final BitSet wrong;
  private int rowCount;
  private @Nullable CsvRow next;

  private Chunks(CsvRows rows, Understanding understanding, BitSet wrong) {
    this.rows = rows;
    this.understanding = understanding;
    this.wrong = wrong;
    this.next = rows.next();
  }

  /**
   * @param wrong the rows to leave out, numbered from 0
   * @throws UnreadableFileException if the file is no CSV with the columns of its kind
   */
  static Chunks open(ImportFile file, FileKind kind, BitSet wrong) throws IOException {
    CsvRows rows = CsvRows.open(file);
    try {
      return new Chunks(rows, kind.understanding(rows.header()), wrong);
    } catch (RuntimeException e) {
      rows.close();
      throw e;
    }
  }

  /**
   * @param number of the row, from 0
   * @param understood what it comes to, or null if it is wrong
   * @param error what is wrong with it, or null
   */
  record Row(int number, @Nullable Understood understood, @Nullable ImportError error) {}

  /** The next rows of the file, at most so many; none at its end. */
  List<Row> next(int countMax) {
    List<Row> chunk = new ArrayList<>();
    while (next != null && chunk.size() < countMax) {
      if (rowCount >= ROWS_MAX) {
        throw new UnreadableFileException(
            next.line(),
            "too_large",
            "The file has more than %,d rows. Split it and import the parts.".formatted(ROWS_MAX));
      }
      chunk.add(row(next));
    }
    return chunk;
  }

  private Row row(CsvRow row) {
    next = rows.next();
    int number = rowCount++;
    try {
      return new Row(number, understanding.of(row, next), null);
    } catch (BadLineException e) {
      return new Row(number, null, e.toError(row.line()));
    }
  }

  /**
   * The next movements to be recorded, at most so many rows' worth; empty at the end of the file.
   */
  List<Planned> nextMovements(int rowsMax) {
    List<Planned> planned = new ArrayList<>();
    while (planned.isEmpty()) {
      List<Row> chunk = next(rowsMax);
      if (chunk.isEmpty()) {
        break;
      }
      for (Row row : chunk) {
        if (row.understood() instanceof Understood.Moves moves && !wrong.get(row.number())) {
          planned.add(moves.planned());
        }
      }
    }
    return planned;
  }

  @Override
  public void close() {
    rows.close();
  }
}
