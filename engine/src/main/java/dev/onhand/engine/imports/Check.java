package dev.onhand.engine.imports;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Decider;
import dev.onhand.model.Sku;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The pass that writes nothing: understands every line, looks every name up, finds keys that stand
 * twice, and leaves behind which rows are wrong.
 */
final class Check {

  private final FileKind kind;
  private final Names names;
  private final @Nullable ImportRules create;
  private final Instant latest;
  private final Tally tally;
  private final BitSet wrong = new BitSet();
  private final HashTable keys = new HashTable();

  /**
   * @param create the rules by which unknown names will be made; null: they are errors
   * @param now when the import runs: nothing happened later
   */
  Check(FileKind kind, Names names, @Nullable ImportRules create, Instant now, Tally tally) {
    this.kind = kind;
    this.names = names;
    this.create = create;
    this.latest = now.plus(Decider.FUTURE_MAX);
    this.tally = tally;
  }

  /**
   * @return the rows that are wrong, numbered from 0
   */
  BitSet run(ImportFile file) throws IOException {
    try (Chunks chunks = Chunks.open(file, kind, wrong)) {
      for (List<Chunks.Row> chunk = chunks.next(Importer.CHUNK_ROWS);
          !chunk.isEmpty();
          chunk = chunks.next(Importer.CHUNK_ROWS)) {
        check(chunk);
      }
    }
    return wrong;
  }

  private void check(List<Chunks.Row> chunk) {
    tally.rows += chunk.size();
    Names.Unknown unknown = names.unknownIn(movements(chunk));
    List<Sku> firstSeen =
        unknown.products().keySet().stream()
            .filter(sku -> tally.unknownProduct(sku.value()))
            .toList();
    unknown.locations().forEach(tally::unknownLocation);
    if (create != null && !firstSeen.isEmpty()) {
      names.warnOfTwins(firstSeen, tally);
    }
    for (Chunks.Row row : chunk) {
      switch (row.understood()) {
        case null -> wrong(row, Objects.requireNonNull(row.error()));
        case Understood.LeftOut(String code) -> tally.leftOut(code);
        case Understood.Moves(Planned planned) -> {
          ImportError error = error(planned, unknown);
          if (error == null) {
            tally.understood(planned);
            kind.checked(planned);
          } else {
            wrong(row, error);
          }
        }
      }
    }
  }

  private static List<Planned> movements(List<Chunks.Row> chunk) {
    List<Planned> movements = new ArrayList<>(chunk.size());
    for (Chunks.Row row : chunk) {
      if (row.understood() instanceof Understood.Moves(Planned planned)) {
        movements.add(planned);
      }
    }
    return movements;
  }

  private void wrong(Chunks.Row row, ImportError error) {
    wrong.set(row.number());
    tally.error(error);
  }

  private @Nullable ImportError error(Planned planned, Names.Unknown unknown) {
    Instant at = planned.command().details().occurredAt();
    if (at != null && at.isAfter(latest)) {
      return new ImportError(
          planned.line(),
          "occurred_at",
          "occurred_in_future",
          "occurred_at %s is in the future. Record a movement when it has happened.".formatted(at));
    }
    ImportError error =
        create == null ? unknown.errorFor(planned) : unknown.errorFor(planned, create);
    return error == null && kind.namesKeys() ? keyError(planned) : error;
  }

  /** The same line twice is one movement; the same key for two movements is a mistake. */
  private @Nullable ImportError keyError(Planned planned) {
    Command.Move move = planned.command();
    long here = planned.line() << 32 | fingerprint(move) & 0xffff_ffffL;
    long before = keys.putIfAbsent(HashTable.hash(move.key().value()), here);
    if (before == 0 || (int) before == (int) here) {
      return null;
    }
    return new ImportError(
        planned.line(),
        "key",
        "key_used_differently",
        "The key '%s' stands on line %d for another movement. Give each movement its own."
            .formatted(move.key(), before >>> 32));
  }

  private static int fingerprint(Command.Move move) {
    return Objects.hash(
        move.product(),
        move.reason().code(),
        move.quantity(),
        move.location(),
        move.to(),
        move.state() == null ? null : move.state().code(),
        move.details());
  }
}
