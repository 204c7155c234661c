package dev.onhand.engine.testing;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.ledger.WorkingBooks;
import dev.onhand.core.ledger.WorkingBooks.LevelKey;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.Companion;
import dev.onhand.engine.ledger.VersionCheck;
import dev.onhand.model.Sku;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What an {@link InMemoryLedger} holds of one seller. Guarded by the ledger's lock. */
public final class InMemorySeller implements LedgerFixture.ContractSeller {

  private final SellerId id;
  private final InMemoryLedger ledger;
  private final Map<ProductId, Stocked> products = new LinkedHashMap<>();
  private final Map<LocationId, String> locations = new LinkedHashMap<>();
  private final Map<VersionCheck.Table, Map<Long, Long>> versions = new HashMap<>();
  private final List<Movement> journal = new ArrayList<>();
  private final List<Companion> companions = new ArrayList<>();
  private WorkingBooks books = new WorkingBooks();

  InMemorySeller(SellerId id, InMemoryLedger ledger) {
    this.id = id;
    this.ledger = ledger;
  }

  @Override
  public SellerId id() {
    return id;
  }

  /** Decides and keeps nothing of it. */
  List<Outcome> preview(CommandList list) {
    Map<LevelKey, Level> levelsBefore = Map.copyOf(books.levels());
    Optional<Outcome.StaleVersion> stale = findStale(list);
    if (stale.isPresent() && !isRecorded(list)) {
      return books.refuse(list.commands(), stale.get());
    }
    try {
      return books.decide(list.commands(), list.atomic(), ledger::nextId, ledger.now());
    } finally {
      rebuild(levelsBefore);
    }
  }

  List<Outcome> decide(CommandList list, BiConsumer<InMemorySeller, Companion> companionWriter) {
    Optional<Outcome.StaleVersion> stale = findStale(list);
    if (stale.isPresent() && !isRecorded(list)) {
      return books.refuse(list.commands(), stale.get());
    }
    Map<LevelKey, Level> levelsBefore = Map.copyOf(books.levels());
    try {
      List<Outcome> outcomes =
          books.decide(list.commands(), list.atomic(), ledger::nextId, ledger.now());
      if (isAccepted(list, outcomes)) {
        List<Companion> rows = list.companions().apply(outcomes);
        rows.forEach(row -> companionWriter.accept(this, row));
        companions.addAll(rows);
      }
      outcomes.stream()
          .filter(Outcome.Recorded.class::isInstance)
          .forEach(outcome -> journal.add(((Outcome.Recorded) outcome).movement()));
      return outcomes;
    } catch (RuntimeException e) {
      rebuild(levelsBefore);
      throw e;
    }
  }

  private boolean isRecorded(CommandList list) {
    return !list.commands().isEmpty()
        && list.commands().stream()
            .allMatch(command -> books.findMovement(command.key()).isPresent());
  }

  private static boolean isAccepted(CommandList list, List<Outcome> outcomes) {
    if (outcomes.stream().anyMatch(Outcome.Refused.class::isInstance)) {
      return !list.atomic() && outcomes.stream().anyMatch(Outcome.Recorded.class::isInstance);
    }
    return outcomes.isEmpty()
        || !outcomes.stream().allMatch(Outcome.AlreadyRecorded.class::isInstance);
  }

  private Optional<Outcome.StaleVersion> findStale(CommandList list) {
    for (VersionCheck check : list.checks()) {
      long version = versions.getOrDefault(check.table(), Map.of()).getOrDefault(check.id(), -1L);
      if (version != check.version()) {
        return Optional.of(
            new Outcome.StaleVersion(
                check.table().name().toLowerCase(Locale.ROOT), check.version(), version));
      }
    }
    return Optional.empty();
  }

  /** The books anew, from the journal and these levels. */
  private void rebuild(Map<LevelKey, Level> levels) {
    books = booksWith(levels);
  }

  private WorkingBooks booksWith(Map<LevelKey, Level> levels) {
    WorkingBooks fresh = new WorkingBooks();
    products.values().forEach(fresh::load);
    locations.forEach(fresh::load);
    levels.forEach(fresh::load);
    journal.forEach(fresh::load);
    return fresh;
  }

  /** A copy of the books. */
  public WorkingBooks books() {
    synchronized (ledger) {
      return booksWith(books.levels());
    }
  }

  /** The books themselves, to be looked at and not changed. */
  WorkingBooks live() {
    return books;
  }

  /** The codes of its locations. */
  Map<LocationId, String> locations() {
    return locations;
  }

  /** Makes a product known, at version 1. */
  public void add(Stocked product) {
    synchronized (ledger) {
      products.put(product.id(), product);
      versions
          .computeIfAbsent(VersionCheck.Table.PRODUCT, table -> new HashMap<>())
          .put(product.id().value(), 1L);
      books.load(product);
    }
  }

  /** Makes a location known. */
  public void add(LocationId location, String code) {
    synchronized (ledger) {
      locations.put(location, code);
      books.load(location, code);
    }
  }

  @Override
  public ProductId addProduct(String sku, Stocked.Tracking tracking, @Nullable Long floor) {
    ProductId product = new ProductId(products.size() + 1L);
    add(new Stocked(product, new Sku(sku), tracking, floor));
    return product;
  }

  @Override
  public LocationId addLocation(String code) {
    LocationId location = new LocationId(locations.size() + 1L);
    add(location, code);
    return location;
  }

  @Override
  public void setFloor(ProductId product, LocationId location, @Nullable Long floor) {
    synchronized (ledger) {
      LevelKey key = new LevelKey(product, location);
      books.load(key, level(product, location).withFloor(floor, ledger.now()));
    }
  }

  @Override
  public void rename(ProductId product, String sku) {
    synchronized (ledger) {
      Stocked old = products.get(product);
      products.put(product, new Stocked(product, new Sku(sku), old.tracking(), old.floor()));
      edit(product);
      rebuild(books.levels());
    }
  }

  @Override
  public void edit(ProductId product) {
    synchronized (ledger) {
      versions.get(VersionCheck.Table.PRODUCT).merge(product.value(), 1L, Long::sum);
    }
  }

  @Override
  public List<Outcome> submit(
      List<Command> commands, boolean atomic, Map<ProductId, Long> expectedVersions) {
    List<VersionCheck> checks =
        expectedVersions.entrySet().stream()
            .map(
                entry ->
                    new VersionCheck(
                        VersionCheck.Table.PRODUCT, entry.getKey().value(), entry.getValue()))
            .toList();
    CommandList list =
        atomic ? CommandList.allOrNone(id, commands) : CommandList.each(id, commands);
    return ledger.submit(list.with(checks)).join();
  }

  @Override
  public Level level(ProductId product, LocationId location) {
    synchronized (ledger) {
      Stocked stocked = products.get(product);
      return stocked == null ? Level.empty(null) : books.level(stocked, location);
    }
  }

  /** All levels that were ever moved or given a floor. */
  public Map<LevelKey, Level> levels() {
    synchronized (ledger) {
      return Map.copyOf(books.levels());
    }
  }

  /** All companions of accepted lists, in the order of their writing. */
  public List<Companion> companions() {
    synchronized (ledger) {
      return List.copyOf(companions);
    }
  }

  @Override
  public List<String> notes() {
    return companions().stream()
        .filter(LedgerFixture.Note.class::isInstance)
        .map(row -> ((LedgerFixture.Note) row).text())
        .toList();
  }

  /** All movements, in the order of their recording. */
  @Override
  public List<Movement> movements() {
    synchronized (ledger) {
      return List.copyOf(journal);
    }
  }
}
