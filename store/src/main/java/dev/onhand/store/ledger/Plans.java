package dev.onhand.store.ledger;

import dev.onhand.core.ledger.Books;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.ledger.Planning.LevelRef;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** All work of one seller that is planned in one batch, whatever its types. */
final class Plans {

  private final Map<Class<?>, PlannedRows<?>> byType = new LinkedHashMap<>();
  private final List<Command> commands = new ArrayList<>();

  /**
   * @param keepers by the type they look after
   */
  Plans(List<Submission> submissions, Map<Class<?>, PlanningRows<?>> keepers) {
    for (Submission submission : submissions) {
      if (submission.planned() != null) {
        add(submission.planned(), keepers);
      }
    }
  }

  private <S> void add(Planned<S, ?> planned, Map<Class<?>, PlanningRows<?>> keepers) {
    Class<S> type = planned.planning().type();
    if (!byType.containsKey(type)) {
      PlanningRows<?> keeper = keepers.get(type);
      if (keeper == null) {
        throw new IllegalStateException("nobody looks after rows of " + type);
      }
      byType.put(type, new PlannedRows<>(keeper));
    }
    rows(planned).add(planned);
  }

  /** Rows are kept by the class of their type, so these are of this one. */
  @SuppressWarnings("unchecked")
  private <S> PlannedRows<S> rows(Planned<S, ?> planned) {
    return (PlannedRows<S>) Objects.requireNonNull(byType.get(planned.planning().type()));
  }

  boolean isEmpty() {
    return byType.isEmpty();
  }

  void lock(Fenced database, Instant now) throws SQLException {
    for (PlannedRows<?> rows : byType.values()) {
      rows.lock(database, now);
    }
  }

  List<LevelRef> levels() {
    return byType.values().stream().flatMap(rows -> rows.levels().stream()).toList();
  }

  void readBehindLocks(Pipeline pipeline, SellerId seller, Supplier<Books> books) {
    byType.values().forEach(rows -> rows.readBehindLocks(pipeline, seller, books));
  }

  void readLacking(Pipeline pipeline, SellerId seller) {
    byType.values().forEach(rows -> rows.readLacking(pipeline, seller));
  }

  /** Begins to plan anew. */
  void reset() {
    commands.clear();
    byType.values().forEach(PlannedRows::reset);
  }

  /** A decision on commands: whether they are going to be recorded. */
  @FunctionalInterface
  interface Decision {
    boolean isAccepted(List<Command> planned);
  }

  /**
   * Plans, has it decided, and keeps what was planned if it is accepted.
   *
   * @param numbers draws one
   */
  <S> void plan(
      Planned<S, ?> planned, Books books, Instant now, Decision decision, LongSupplier numbers) {
    PlannedRows<S> rows = rows(planned);
    var plan = rows.plan(planned, books, now);
    commands.addAll(plan.commands());
    if (decision.isAccepted(plan.commands())) {
      rows.accept(plan, numbers);
    }
  }

  /** All commands that were planned, to be looked up where one of them may be in the journal. */
  List<Command> commands() {
    return commands;
  }

  void write(Pipeline pipeline, SellerId seller, Instant now, Pipeline.Counter missing) {
    byType.values().forEach(rows -> rows.write(pipeline, seller, now, missing));
  }
}
