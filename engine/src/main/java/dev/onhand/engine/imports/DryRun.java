package dev.onhand.engine.imports;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.State;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.ledger.WorkingBooks;
import dev.onhand.core.ledger.WorkingBooks.LevelKey;
import dev.onhand.engine.catalogue.ProductData;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Decides what a file asks for as the ledger would, some thousand lines at a time, and writes
 * nothing. Each line is decided on the books as they are, with what the lines before it would have
 * changed; of those lines nothing but numbers is remembered, however many there are.
 */
final class DryRun {

  private final ImportCatalogue catalogue;
  private final ImportRules rules;
  private final SellerId seller;
  private final Instant now;
  private final Tally tally;

  /** By how many units the lines so far would have changed each state of each level. */
  private final HashTable changes = new HashTable();

  /** The keys that would be in the journal by now. */
  private final HashTable keys = new HashTable();

  private final Differences differences;

  /** What is not made yet goes by ids below zero, which nothing else has. */
  private long idsGiven;

  /**
   * @param now when the import would run
   */
  DryRun(ImportCatalogue catalogue, ImportRules rules, SellerId seller, Instant now, Tally tally) {
    this.catalogue = catalogue;
    this.rules = rules;
    this.seller = seller;
    this.now = now;
    this.tally = tally;
    this.differences = tally.differences();
  }

  /** A level by its product and location, and how the file names them. */
  private record Named(LevelKey key, Stocked product, String sku, String location) {

    long hashOf(State state) {
      return HashTable.hash(sku + '\n' + location + '\n' + state.code());
    }
  }

  /** Decides the next lines, and counts and notes which of them the ledger would refuse. */
  void decide(List<Planned> chunk, FileKind kind) {
    List<Planned> lines = kind.namesKeys() ? withoutRepeats(chunk) : chunk;
    WorkingBooks books = catalogue.books(seller, lines.stream().map(Planned::command).toList());
    Map<LevelKey, Named> levels = new HashMap<>();
    for (Planned line : lines) {
      Stocked product = product(books, line, kind);
      for (LocationRef location : line.locations()) {
        LevelKey key = new LevelKey(product.id(), location(books, location));
        levels.put(key, new Named(key, product, line.sku().value(), location.toString()));
      }
    }
    Map<LevelKey, Level> before = new HashMap<>();
    levels.forEach((key, named) -> before.put(key, carryOver(books, named)));
    List<Command> commands = lines.stream().map(line -> (Command) line.command()).toList();
    List<Outcome> outcomes = books.decide(commands, false, () -> new MovementId(nextId()), now);
    for (int i = 0; i < outcomes.size(); i++) {
      note(lines.get(i), outcomes.get(i), kind);
    }
    books
        .changedLevels()
        .forEach(
            (key, after) ->
                remember(
                    Objects.requireNonNull(levels.get(key)),
                    Objects.requireNonNull(before.get(key)),
                    after));
  }

  /** The same line again is one movement. */
  private List<Planned> withoutRepeats(List<Planned> chunk) {
    List<Planned> lines =
        chunk.stream().filter(line -> keys.get(HashTable.hash(line.key())) == 0).toList();
    tally.alreadyRecorded += chunk.size() - lines.size();
    return lines;
  }

  private long nextId() {
    return - ++idsGiven;
  }

  private Stocked product(WorkingBooks books, Planned line, FileKind kind) {
    return books
        .findProduct(line.command().product())
        .orElseGet(
            () -> {
              ProductData data = kind.newProduct(line);
              Stocked fresh =
                  new Stocked(new ProductId(nextId()), data.sku(), data.tracking(), data.floor());
              books.load(fresh);
              return fresh;
            });
  }

  private LocationId location(WorkingBooks books, LocationRef ref) {
    return books
        .findLocation(ref)
        .orElseGet(
            () -> {
              LocationId fresh = new LocationId(nextId());
              books.load(fresh, ref.toString());
              return fresh;
            });
  }

  /** Brings a level to where the lines before would have left it. */
  private Level carryOver(WorkingBooks books, Named named) {
    Level level = books.level(named.product, named.key.location());
    for (State state : State.values()) {
      level = level.plus(state, changes.get(named.hashOf(state)), now);
    }
    books.load(named.key, level);
    return level;
  }

  private void remember(Named named, Level before, Level after) {
    for (State state : State.values()) {
      long change = after.of(state) - before.of(state);
      if (change != 0) {
        changes.add(named.hashOf(state), change);
      }
    }
    differences.note(named.sku, named.location, before.onHand(), after.onHand());
  }

  private void note(Planned line, Outcome outcome, FileKind kind) {
    switch (outcome) {
      case Outcome.Recorded recorded -> {
        if (kind.namesKeys()) {
          keys.putIfAbsent(HashTable.hash(line.key()), 1);
        }
      }
      case Outcome.AlreadyRecorded already -> tally.alreadyRecorded++;
      case Outcome.Unchanged unchanged -> tally.alreadyRecorded++;
      case Outcome.KeyUsedDifferently used when line.line() == 0 -> tally.openedOtherwise();
      case Outcome.Refused refused -> tally.refused(line, refused.code(), rules.detail(refused));
    }
  }
}
