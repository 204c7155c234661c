package dev.onhand.store.ledger;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.Place;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.ledger.WorkingBooks;
import dev.onhand.core.ledger.WorkingBooks.LevelKey;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.Companion;
import dev.onhand.engine.ledger.VersionCheck;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The lists of one seller that go into one transaction: what to read for them, how they are
 * decided, what to write.
 */
final class SellerBatch {

  private final SellerId seller;
  private final List<Submission> submissions;
  private final Set<LevelLocks.Named> pairs = new LinkedHashSet<>();
  private final Set<MovementId> reversed = new LinkedHashSet<>();
  private final int commandCount;

  private boolean isKnown;
  private final List<MovementId> ids = new ArrayList<>();
  private final Map<LevelKey, Level> levels = new HashMap<>();
  private final List<Stocked> products = new ArrayList<>();
  private final List<LedgerReads.FoundLocation> locations = new ArrayList<>();
  private final Map<MovementId, Movement> known = new HashMap<>();
  private final Set<String> keysLookedUp = new HashSet<>();
  private final Set<MovementId> reversalsLookedUp = new HashSet<>();
  private boolean learntMore;
  private final Map<VersionCheck.Table, Map<Long, Long>> versions = new HashMap<>();

  private WorkingBooks books = new WorkingBooks();
  private final List<List<Outcome>> outcomes = new ArrayList<>();
  private final List<Companion> companions = new ArrayList<>();
  private int shortfall;

  SellerBatch(SellerId seller, List<Submission> submissions) {
    this.seller = seller;
    this.submissions = submissions;
    int count = 0;
    for (Submission submission : submissions) {
      for (Command command : submission.list().commands()) {
        count++;
        name(command);
      }
    }
    this.commandCount = count;
  }

  private void name(Command command) {
    switch (command) {
      case Command.Move move -> {
        pairs.add(new LevelLocks.Named(move.product(), move.location()));
        if (move.to() != null) {
          pairs.add(new LevelLocks.Named(move.product(), move.to()));
        }
      }
      case Command.SetOnHand set -> pairs.add(new LevelLocks.Named(set.product(), set.location()));
      case Command.Reverse reverse -> reversed.add(reverse.movement());
    }
  }

  SellerId seller() {
    return seller;
  }

  List<Submission> submissions() {
    return submissions;
  }

  /** Whether something has to be read before the levels can be named and locked. */
  boolean needsEarlyReads() {
    return !reversed.isEmpty()
        || submissions.stream().anyMatch(submission -> !submission.list().checks().isEmpty());
  }

  /**
   * Reads the movements to be reversed (which name further levels) and locks the rows that lists
   * rely on.
   */
  void earlyReads(Pipeline pipeline) {
    LedgerReads.switchTo(pipeline, seller);
    Map<VersionCheck.Table, Set<Long>> checked = new HashMap<>();
    for (Submission submission : submissions) {
      for (VersionCheck check : submission.list().checks()) {
        checked.computeIfAbsent(check.table(), table -> new LinkedHashSet<>()).add(check.id());
      }
    }
    checked.forEach(
        (table, rowIds) -> {
          Map<Long, Long> found = versions.computeIfAbsent(table, t -> new HashMap<>());
          LedgerReads.lockVersions(pipeline, seller, table, rowIds, found::put);
        });
    if (!reversed.isEmpty()) {
      LedgerReads.findMovementsById(
          pipeline,
          seller,
          reversed,
          movement -> {
            learn(movement);
            namePlace(movement.product(), movement.from());
            namePlace(movement.product(), movement.to());
          });
    }
  }

  private void namePlace(ProductId product, Place place) {
    if (place instanceof Place.Inside inside) {
      pairs.add(new LevelLocks.Named(product, inside.location()));
    }
  }

  /**
   * Holds the head, locks the levels, and then draws ids: so that movements of one level have ids
   * in the order of its balances.
   */
  void reads(Pipeline pipeline, boolean lookUpKeys) {
    LedgerReads.switchTo(pipeline, seller);
    LedgerReads.holdHead(pipeline, seller, () -> isKnown = true);
    if (!pairs.isEmpty()) {
      LevelLocks.lock(pipeline, seller, pairs, this::found);
    }
    if (lookUpKeys) {
      lookUp(pipeline, allKeys());
    }
    LedgerReads.drawIds(pipeline, commandCount, ids::add);
  }

  private void found(LevelLocks.Found found) {
    products.add(found.product());
    locations.add(new LedgerReads.FoundLocation(found.location(), found.code()));
    levels.put(found.key(), found.level());
  }

  /**
   * Whether some level was not found: it does not exist yet, or its product or location does not.
   */
  boolean needsLateReads() {
    loadBooks();
    return pairs.stream().anyMatch(pair -> !hasLevel(pair));
  }

  private boolean hasLevel(LevelLocks.Named pair) {
    return books
        .findProduct(pair.product())
        .flatMap(
            product ->
                books
                    .findLocation(pair.location())
                    .map(location -> levels.containsKey(new LevelKey(product.id(), location))))
        .orElse(false);
  }

  /** Finds the products and locations of levels that were not found. */
  void lateReads(Pipeline pipeline) {
    Set<ProductRef> productRefs = new LinkedHashSet<>();
    Set<LocationRef> locationRefs = new LinkedHashSet<>();
    for (LevelLocks.Named pair : pairs) {
      if (!hasLevel(pair)) {
        productRefs.add(pair.product());
        locationRefs.add(pair.location());
      }
    }
    LedgerReads.switchTo(pipeline, seller);
    LedgerReads.findProducts(pipeline, seller, productRefs, products::add);
    LedgerReads.findLocations(pipeline, seller, locationRefs, locations::add);
  }

  /**
   * Decides all lists, in order, against what was read. May be called again after more was read.
   */
  void decide(Instant now) {
    if (!isKnown) {
      throw new IllegalStateException("There is no seller " + seller.value() + ".");
    }
    loadBooks();
    outcomes.clear();
    companions.clear();
    Map<VersionCheck.Table, Map<Long, Long>> current = new HashMap<>();
    versions.forEach((table, found) -> current.put(table, new HashMap<>(found)));
    Iterator<MovementId> nextId = ids.iterator();
    for (Submission submission : submissions) {
      outcomes.add(decide(submission, current, nextId, now));
    }
  }

  private List<Outcome> decide(
      Submission submission,
      Map<VersionCheck.Table, Map<Long, Long>> current,
      Iterator<MovementId> nextId,
      Instant now) {
    var list = submission.list();
    Outcome.StaleVersion stale = staleness(list, current);
    if (stale != null) {
      list.commands().forEach(command -> nextId.next());
      return books.refuse(list.commands(), stale);
    }
    List<Outcome> decided = books.decide(list.commands(), list.atomic(), nextId::next, now);
    boolean refused = decided.stream().anyMatch(Outcome.Refused.class::isInstance);
    boolean repeated =
        !decided.isEmpty() && decided.stream().allMatch(Outcome.AlreadyRecorded.class::isInstance);
    if (!refused && !repeated) {
      companions.addAll(list.companions().apply(decided));
      list.checks()
          .forEach(
              check ->
                  current.getOrDefault(check.table(), Map.of()).merge(check.id(), 1L, Long::sum));
    }
    return decided;
  }

  /**
   * What a list relies on and is not so any more, or null. A list that is in the journal already
   * (its answer was lost) changed those rows itself, and gets its first outcomes again.
   */
  private Outcome.@Nullable StaleVersion staleness(
      CommandList list, Map<VersionCheck.Table, Map<Long, Long>> current) {
    for (VersionCheck check : list.checks()) {
      long version = current.getOrDefault(check.table(), Map.of()).getOrDefault(check.id(), -1L);
      if (version != check.version() && !isRecorded(list)) {
        return new Outcome.StaleVersion(
            check.table().name().toLowerCase(java.util.Locale.ROOT), check.version(), version);
      }
    }
    return null;
  }

  private boolean isRecorded(CommandList list) {
    return !list.commands().isEmpty()
        && list.commands().stream()
            .allMatch(command -> books.findMovement(command.key()).isPresent());
  }

  private void loadBooks() {
    books = new WorkingBooks();
    products.forEach(books::load);
    locations.forEach(location -> books.load(location.id(), location.code()));
    levels.forEach(books::load);
    known.values().forEach(books::load);
  }

  /**
   * Whether there are commands that, as far as is known, record nothing, and it has not been looked
   * up whether that is so: it may be that they did record something the first time (no insert will
   * tell), or that what they reverse was reversed meanwhile.
   */
  boolean isDoubtful() {
    return !inDoubt().isEmpty();
  }

  private List<Command> inDoubt() {
    List<Command> inDoubt = new ArrayList<>();
    for (int i = 0; i < submissions.size(); i++) {
      List<Command> commands = submissions.get(i).list().commands();
      for (int j = 0; j < commands.size(); j++) {
        if (isInDoubt(outcomes.get(i).get(j)) && !isLookedUp(commands.get(j))) {
          inDoubt.add(commands.get(j));
        }
      }
    }
    return inDoubt;
  }

  private boolean isLookedUp(Command command) {
    return keysLookedUp.contains(command.key().value())
        && (!(command instanceof Command.Reverse reverse)
            || reversalsLookedUp.contains(reverse.movement()));
  }

  private static boolean isInDoubt(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Recorded recorded -> false;
      case Outcome.AlreadyRecorded already -> false;
      case Outcome.KeyUsedDifferently used -> false;
      case Outcome.Unchanged unchanged -> true;
      case Outcome.Refused refused -> true;
    };
  }

  /**
   * Looks up the keys of commands in doubt, and for reversals whether another was faster: what was
   * read of that before the levels were locked may be out of date.
   */
  void lookUpDoubtful(Pipeline pipeline) {
    Set<String> keys = new LinkedHashSet<>();
    Set<MovementId> toReverse = new LinkedHashSet<>();
    for (Command command : inDoubt()) {
      keys.add(command.key().value());
      if (command instanceof Command.Reverse reverse) {
        toReverse.add(reverse.movement());
      }
    }
    LedgerReads.switchTo(pipeline, seller);
    lookUp(pipeline, keys);
    if (!toReverse.isEmpty()) {
      reversalsLookedUp.addAll(toReverse);
      LedgerReads.findMovementsById(pipeline, seller, toReverse, this::learn);
    }
  }

  private void lookUp(Pipeline pipeline, Set<String> keys) {
    keysLookedUp.addAll(keys);
    learntMore = false;
    LedgerReads.findMovementsByKey(pipeline, seller, keys, this::learn);
  }

  private void learn(Movement movement) {
    learntMore |= known.put(movement.id(), movement) == null;
  }

  /** Decides anew, if a look-up found something that was not known before. */
  void decideAgain(Instant now) {
    if (learntMore) {
      decide(now);
    }
  }

  private Set<String> allKeys() {
    Set<String> keys = new LinkedHashSet<>();
    for (Submission submission : submissions) {
      submission.list().commands().forEach(command -> keys.add(command.key().value()));
    }
    return keys;
  }

  boolean writesNothing() {
    return books.recorded().isEmpty();
  }

  /** Whether all there is to write is one movement and one level that exists. */
  boolean writesOne() {
    return books.recorded().size() == 1
        && books.changedLevels().size() == 1
        && levels.containsKey(books.changedLevels().keySet().iterator().next());
  }

  void writeOne(Pipeline pipeline) {
    LedgerReads.switchTo(pipeline, seller);
    LedgerWrites.writeOne(
        pipeline,
        seller,
        books.recorded().getFirst(),
        books.changedLevels().entrySet().iterator().next(),
        rows -> missing(1, rows));
  }

  void write(Pipeline pipeline, Instant now) {
    LedgerReads.switchTo(pipeline, seller);
    List<Movement> recorded = books.recorded();
    LedgerWrites.insertMovements(
        pipeline, seller, recorded, rows -> missing(recorded.size(), rows));
    Map<Boolean, List<Map.Entry<LevelKey, Level>>> changed =
        books.changedLevels().entrySet().stream()
            .collect(Collectors.partitioningBy(level -> levels.containsKey(level.getKey())));
    List<Map.Entry<LevelKey, Level>> present = changed.getOrDefault(true, List.of());
    if (!present.isEmpty()) {
      LedgerWrites.updateLevels(
          pipeline, seller, present, now, rows -> missing(present.size(), rows));
    }
    List<Map.Entry<LevelKey, Level>> fresh = changed.getOrDefault(false, List.of());
    if (!fresh.isEmpty()) {
      LedgerWrites.insertLevels(pipeline, seller, fresh, now, rows -> missing(fresh.size(), rows));
    }
  }

  private void missing(int expected, int rows) {
    shortfall += expected - rows;
  }

  /** Whether something written met a conflict, so that all must be read and decided anew. */
  boolean fellShort() {
    return shortfall > 0;
  }

  List<Companion> companions() {
    return companions;
  }

  List<Movement> recorded() {
    return books.recorded();
  }

  /** After the commit: tells each caller. */
  void answer() {
    for (int i = 0; i < submissions.size(); i++) {
      submissions.get(i).answer().complete(outcomes.get(i));
    }
  }
}
