package dev.onhand.store.ledger;

import dev.onhand.core.ledger.Books;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.ledger.Planning;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Looks after the rows that one type of work is planned against, inside the committer's
 * transaction, set-based. The seller's setting is switched on. Must neither commit nor roll back.
 */
public non-sealed interface PlanningRows<S> extends RowKeeper {

  /** The type it looks after. */
  @Override
  Class<S> type();

  /**
   * Locks and reads the rows for these, in one order whoever asks. Rows that are not there are
   * made.
   *
   * @return by {@link Planning#key()}
   */
  Map<Object, S> lock(
      Connection connection, SellerId seller, List<? extends Planning<S, ?>> plannings, Instant now)
      throws SQLException;

  /**
   * Asks for what has to be read once the levels are locked too.
   *
   * @param pipeline takes the statements; as a rule there are none
   * @param levels all that any of the work may look at or change
   * @param books know what was found of them
   */
  default void readBehindLocks(
      Pipeline pipeline,
      SellerId seller,
      Collection<S> locked,
      Collection<Planning.LevelRef> levels,
      Supplier<Books> books) {}

  /** Asks for what plans turned out to lack; then all is planned again. */
  default void readLacking(Pipeline pipeline, SellerId seller, Collection<S> locked) {}

  /**
   * A row for a plan that looks at others too.
   *
   * @param changed rows that plans before it changed in this commit, by {@link Planning#key()}
   */
  default S after(S row, Map<Object, S> changed) {
    return row;
  }

  /**
   * Writes rows that were locked and have changed.
   *
   * @param before as they were locked, in the order of {@code after}
   */
  void write(
      Connection connection, SellerId seller, List<S> before, Collection<S> after, Instant now)
      throws SQLException;

  /**
   * Whether a row that was locked and not changed was made for work that came to nothing, and holds
   * nothing.
   */
  default boolean isLeftOver(S unchanged) {
    return false;
  }

  /** Takes rows away again for which {@link #isLeftOver} says so. */
  default void remove(Connection connection, SellerId seller, List<S> leftOver)
      throws SQLException {}
}
