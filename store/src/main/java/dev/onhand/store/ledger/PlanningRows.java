package dev.onhand.store.ledger;

import dev.onhand.core.ledger.Books;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.ledger.Planning;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Looks after the rows that one type of work is planned against, inside the committer's
 * transaction, set-based and behind the fence of one seller. Must neither commit nor roll back.
 */
public non-sealed interface PlanningRows<S> extends RowKeeper {

  /** The type it looks after. */
  @Override
  Class<S> type();

  /**
   * Locks and reads the rows for these, in one order whoever asks. What is not there yet is planned
   * against as something empty, and made by {@link #write}; somebody else may make it meanwhile.
   *
   * @return by {@link Planning#key()} and {@link Planning#others()}
   */
  Map<Object, S> lock(Fenced database, List<? extends Planning<S, ?>> plannings, Instant now)
      throws SQLException;

  /** A row with others that it is planned together with, which its plan may change too. */
  default S together(S row, List<S> others) {
    throw new UnsupportedOperationException(type() + " is planned by itself");
  }

  /** What a plan made of a row and of others that it was planned together with, by key. */
  Map<Object, S> apart(S after);

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

  /** Is told what a plan made of a row, for plans after it that look at others too. */
  default void follow(S after) {}

  /** Is told that all is planned anew. */
  default void reset(Collection<S> locked) {}

  /**
   * A row as a plan left it.
   *
   * @param number what the plan logged of it is numbered so, drawn after the movements of the plan
   *     and before those of the next
   */
  record Turn<S>(S after, long number) {}

  /**
   * Writes rows that have changed, or are new.
   *
   * @param before as they were locked
   * @param turns as each plan left them, in the order of the plans: the last of a row is to be
   *     written
   * @param missing is told how many were not written because somebody else made them meanwhile:
   *     then all is read and planned anew
   */
  void write(
      Pipeline pipeline,
      SellerId seller,
      List<S> before,
      List<Turn<S>> turns,
      Instant now,
      Pipeline.Counter missing);

  /** Whether there was no such row yet, so that nothing could be locked. */
  boolean isEmpty(S locked);

  /**
   * Looks again for rows that were not there when they were looked up, and that nothing is to be
   * written to: what is answered for them may be wrong if somebody else made them meanwhile.
   *
   * @param made is told how many there are by now: if any, all is read and planned anew
   */
  void lookAgain(Pipeline pipeline, SellerId seller, List<S> empty, Pipeline.Counter made);
}
