package dev.onhand.store.ledger;

import dev.onhand.core.ledger.Books;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.ledger.Planning;
import dev.onhand.engine.ledger.Planning.LevelRef;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The rows of one type that work of one seller is planned against in one batch: as they were
 * locked, and as they are after each plan that was accepted.
 */
final class PlannedRows<S> {

  private final PlanningRows<S> rows;
  private final List<Planned<S, ?>> work = new ArrayList<>();
  private Map<Object, S> locked = Map.of();
  private List<LevelRef> levels = List.of();
  private final Map<Object, S> changed = new LinkedHashMap<>();

  /** The same, once for each plan that changed them, in the order of the plans. */
  private final List<PlanningRows.Turn<S>> turns = new ArrayList<>();

  PlannedRows(PlanningRows<S> rows) {
    this.rows = rows;
  }

  void add(Planned<S, ?> planned) {
    work.add(planned);
  }

  void lock(Fenced database, Instant now) throws SQLException {
    locked = new HashMap<>(rows.lock(database, work.stream().map(Planned::planning).toList(), now));
    reset();
    levels = new ArrayList<>();
    for (Planned<S, ?> planned : work) {
      levels.addAll(planned.planning().levels(state(planned)));
    }
  }

  /** The levels that any of the work may touch. */
  List<LevelRef> levels() {
    return levels;
  }

  void readBehindLocks(Pipeline pipeline, SellerId seller, Supplier<Books> books) {
    rows.readBehindLocks(pipeline, seller, locked.values(), levels, books);
  }

  void readLacking(Pipeline pipeline, SellerId seller) {
    rows.readLacking(pipeline, seller, locked.values());
  }

  /** Forgets what was planned. */
  void reset() {
    changed.clear();
    turns.clear();
    rows.reset(locked.values());
  }

  private S state(Planned<S, ?> planned) {
    S own = state(planned.planning().key());
    List<S> others = planned.planning().others().stream().map(this::state).toList();
    return others.isEmpty() ? own : rows.together(own, others);
  }

  private S state(Object key) {
    S state = changed.containsKey(key) ? changed.get(key) : locked.get(key);
    return Objects.requireNonNull(state, () -> "no rows for " + key);
  }

  /** Plans against the rows as plans before left them. */
  Planning.Plan<S, ?> plan(Planned<S, ?> planned, Books books, Instant now) {
    return planned.plan(state(planned), books, now);
  }

  /**
   * What was planned last for this is going to be recorded.
   *
   * @param numbers draws one
   */
  void accept(Planning.Plan<S, ?> plan, LongSupplier numbers) {
    if (plan.after() != null) {
      Map<Object, S> after = rows.apart(plan.after());
      changed.putAll(after);
      for (S row : after.values()) {
        turns.add(new PlanningRows.Turn<>(row, numbers.getAsLong()));
        rows.follow(row);
      }
    }
  }

  /**
   * Writes what was planned.
   *
   * @param missed is told how many rows somebody else made meanwhile: if any, all is read and
   *     planned anew
   */
  void write(Pipeline pipeline, SellerId seller, Instant now, Pipeline.Counter missed) {
    if (!changed.isEmpty()) {
      List<S> before =
          changed.keySet().stream().map(key -> Objects.requireNonNull(locked.get(key))).toList();
      rows.write(pipeline, seller, before, turns, now, missed);
    }
    List<S> empty =
        locked.entrySet().stream()
            .filter(row -> !changed.containsKey(row.getKey()))
            .map(Map.Entry::getValue)
            .filter(rows::isEmpty)
            .toList();
    if (!empty.isEmpty()) {
      rows.lookAgain(pipeline, seller, empty, missed);
    }
  }
}
