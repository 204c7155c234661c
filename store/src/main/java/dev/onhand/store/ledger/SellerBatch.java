package dev.onhand.store.ledger;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.Place;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.ledger.WorkingBooks;
import dev.onhand.core.ledger.WorkingBooks.LevelKey;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.Companion;
import dev.onhand.engine.ledger.Planning.LevelRef;
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
 * The lists of one seller that go into one transaction: what to read for them, what was found, how
 * they are decided, what to write.
 */
final class SellerBatch {

  private final SellerId seller;
  private final List<Submission> submissions;
  private final Plans plans;
  private final Set<LevelRef> named = new LinkedHashSet<>();
  private final Set<MovementId> reversed = new LinkedHashSet<>();
  private int idsToDraw;
  private boolean lacksIds;
  private boolean looksUpPlanned;

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

  SellerBatch(SellerId seller, List<Submission> submissions, Plans plans) {
    this.seller = seller;
    this.submissions = submissions;
    this.plans = plans;
    for (Submission submission : submissions) {
      submission.list().commands().forEach(this::name);
      idsToDraw += submission.weight();
      if (submission.planned() != null) {
        idsToDraw++; // what it logs
      }
    }
  }

  /** Rows to be locked before it is known which levels are needed. */
  Plans plans() {
    return plans;
  }

  /** The rows are locked, and name further levels. */
  void foundRows() {
    named.addAll(plans.levels());
  }

  private void name(Command command) {
    switch (command) {
      case Command.Move move -> {
        named.add(new LevelRef(move.product(), move.location()));
        if (move.to() != null) {
          named.add(new LevelRef(move.product(), move.to()));
        }
      }
      case Command.SetOnHand set -> named.add(new LevelRef(set.product(), set.location()));
      case Command.Reverse reverse -> reversed.add(reverse.movement());
    }
  }

  SellerId seller() {
    return seller;
  }

  /**
   * How many ids are to be drawn: one for each command and for what each plan logs, or more for
   * plans grown long.
   */
  int idsToDraw() {
    return idsToDraw;
  }

  /** Whether deciding stopped for want of ids, of which as many again are to be drawn. */
  boolean lacksIds() {
    return lacksIds;
  }

  /** The rows of a table that lists rely on. */
  Set<Long> checked(VersionCheck.Table table) {
    return submissions.stream()
        .flatMap(submission -> submission.list().checks().stream())
        .filter(check -> check.table() == table)
        .map(VersionCheck::id)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  void foundVersion(VersionCheck.Table table, LedgerReads.Version found) {
    versions.computeIfAbsent(table, t -> new HashMap<>()).put(found.id(), found.version());
  }

  /** The movements that are to be reversed. */
  Set<MovementId> reversed() {
    return reversed;
  }

  /** Names further levels. */
  void foundReversed(Movement movement) {
    learn(movement);
    namePlace(movement.product(), movement.from());
    namePlace(movement.product(), movement.to());
  }

  private void namePlace(ProductId product, Place place) {
    if (place instanceof Place.Inside inside) {
      named.add(new LevelRef(product, inside.location()));
    }
  }

  /** The levels that commands touch. */
  Set<LevelRef> named() {
    return named;
  }

  void foundHead() {
    isKnown = true;
  }

  void foundId(MovementId id) {
    ids.add(id);
  }

  void found(LevelLocks.Found found) {
    products.add(found.product());
    locations.add(new LedgerReads.FoundLocation(found.location(), found.code()));
    levels.put(found.key(), found.level());
  }

  void found(Stocked product) {
    products.add(product);
  }

  void found(LedgerReads.FoundLocation location) {
    locations.add(location);
  }

  /** The levels that do not exist yet, or whose product or location does not. */
  List<LevelRef> notFound() {
    loadBooks();
    return named.stream().filter(level -> !hasLevel(level)).toList();
  }

  private boolean hasLevel(LevelRef level) {
    return books
        .findProduct(level.product())
        .flatMap(
            product ->
                books
                    .findLocation(level.location())
                    .map(location -> levels.containsKey(new LevelKey(product.id(), location))))
        .orElse(false);
  }

  /** What is to be read once the levels are locked. */
  Pipeline behindLocks() {
    Pipeline pipeline = new Pipeline();
    plans.readBehindLocks(
        pipeline,
        seller,
        () -> {
          loadBooks();
          return books;
        });
    return pipeline;
  }

  /** What plans made of the rows that they were planned against. */
  Pipeline planned(Instant now) {
    Pipeline pipeline = new Pipeline();
    plans.write(pipeline, seller, now, missing -> shortfall += missing);
    return pipeline;
  }

  /** Whether something planned met a conflict, so that all must be read and decided anew. */
  boolean fellShort() {
    return shortfall > 0;
  }

  /** What plans turned out to lack. */
  Pipeline lacking() {
    Pipeline pipeline = new Pipeline();
    plans.readLacking(pipeline, seller);
    return pipeline;
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
    plans.reset();
    lacksIds = false;
    Map<VersionCheck.Table, Map<Long, Long>> current = new HashMap<>();
    versions.forEach((table, found) -> current.put(table, new HashMap<>(found)));
    Iterator<MovementId> nextId = ids.iterator();
    for (Submission submission : submissions) {
      try {
        outcomes.add(
            submission.planned() == null
                ? decide(submission, current, nextId, now)
                : plan(submission.planned(), nextId, now));
      } catch (OutOfIdsException e) {
        lacksIds = true;
        return;
      }
    }
  }

  /** A plan has more to number than it seemed to have. */
  private static final class OutOfIdsException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static MovementId next(Iterator<MovementId> ids) {
    if (!ids.hasNext()) {
      throw new OutOfIdsException();
    }
    return ids.next();
  }

  private List<Outcome> plan(Planned<?, ?> planned, Iterator<MovementId> nextId, Instant now) {
    List<Outcome> decided = new ArrayList<>();
    plans.plan(
        planned,
        books,
        now,
        commands -> {
          decided.addAll(books.decide(commands, true, () -> next(nextId), now));
          return !isRefused(decided) && !isRepeated(decided);
        },
        () -> next(nextId).value());
    return decided;
  }

  private static boolean isRefused(List<Outcome> decided) {
    return decided.stream().anyMatch(Outcome.Refused.class::isInstance);
  }

  /** Whether all of it is in the journal, so that what goes with it was written then. */
  private static boolean isRepeated(List<Outcome> decided) {
    return !decided.isEmpty()
        && decided.stream().allMatch(Outcome.AlreadyRecorded.class::isInstance);
  }

  private List<Outcome> decide(
      Submission submission,
      Map<VersionCheck.Table, Map<Long, Long>> current,
      Iterator<MovementId> nextId,
      Instant now) {
    var list = submission.list();
    Outcome.StaleVersion stale = staleness(list, current);
    if (stale != null) {
      list.commands().forEach(command -> next(nextId));
      return books.refuse(list.commands(), stale);
    }
    List<Outcome> decided = books.decide(list.commands(), list.atomic(), () -> next(nextId), now);
    if (isRefused(decided)
        ? !list.atomic() && decided.stream().anyMatch(Outcome.Recorded.class::isInstance)
        : !isRepeated(decided)) {
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

  /**
   * From here on the keys of what is planned are looked up too: some insert met a key that is in
   * the journal.
   */
  void lookUpPlanned() {
    looksUpPlanned = true;
  }

  private List<Command> inDoubt() {
    List<Command> inDoubt = new ArrayList<>();
    if (looksUpPlanned) {
      plans.commands().stream().filter(command -> !isLookedUp(command)).forEach(inDoubt::add);
    }
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
   * What to look up in the journal.
   *
   * @param reversed movements that may have been reversed
   */
  record LookUp(Set<String> keys, Set<MovementId> reversed) {}

  /** All keys. */
  LookUp lookUpAll() {
    LookUp lookUp = new LookUp(new LinkedHashSet<>(), Set.of());
    for (Submission submission : submissions) {
      submission.list().commands().forEach(command -> lookUp.keys().add(command.key().value()));
    }
    return noted(lookUp);
  }

  /**
   * The keys of commands in doubt, and for reversals whether another was faster: what was read of
   * that before the levels were locked may be out of date.
   */
  LookUp lookUpDoubtful() {
    LookUp lookUp = new LookUp(new LinkedHashSet<>(), new LinkedHashSet<>());
    for (Command command : inDoubt()) {
      lookUp.keys().add(command.key().value());
      if (command instanceof Command.Reverse reverse) {
        lookUp.reversed().add(reverse.movement());
      }
    }
    return noted(lookUp);
  }

  private LookUp noted(LookUp lookUp) {
    keysLookedUp.addAll(lookUp.keys());
    reversalsLookedUp.addAll(lookUp.reversed());
    learntMore = false;
    return lookUp;
  }

  void learn(Movement movement) {
    learntMore |= known.put(movement.id(), movement) == null;
  }

  /** Decides anew, if a look-up found something that was not known before. */
  void decideAgain(Instant now) {
    if (learntMore) {
      decide(now);
    }
  }

  /** The levels that are changed: those that were there, or those that were not. */
  List<Map.Entry<LevelKey, Level>> changed(boolean present) {
    return books.changedLevels().entrySet().stream()
        .filter(level -> levels.containsKey(level.getKey()) == present)
        .toList();
  }

  List<Companion> companions() {
    return companions;
  }

  List<Movement> recorded() {
    return books.recorded();
  }

  /** Whether some of it was in the journal already. */
  boolean isRepeated() {
    return outcomes.stream()
        .flatMap(List::stream)
        .anyMatch(Outcome.AlreadyRecorded.class::isInstance);
  }

  /** After the commit: tells each caller. */
  void answer() {
    for (int i = 0; i < submissions.size(); i++) {
      submissions.get(i).answer().complete(outcomes.get(i));
    }
  }
}
