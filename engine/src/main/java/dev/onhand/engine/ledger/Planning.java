package dev.onhand.engine.ledger;

import dev.onhand.core.ledger.Books;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Work whose commands are only known once rows are locked: it is planned inside the ledger's
 * transaction, against these rows and the levels it names, so that two of it cannot plan apart. All
 * methods may be called more than once (a batch that met a conflict is decided again), so they must
 * only compute.
 *
 * @param <S> the rows it is planned against; each such type has one keeper in the store
 * @param <R> what the caller is answered
 */
public interface Planning<S, R> {

  SellerId seller();

  /** Which keeper looks after its rows. */
  Class<S> type();

  /** Which rows these are, equal for two that plan for the same. */
  Object key();

  /** Keys of further rows that it may change; they are locked with its own. */
  default List<?> others() {
    return List.of();
  }

  /** How much work it is, about as many commands, for the limits of batches. */
  int weight();

  /**
   * A product at a location, as a caller names them; the level need not exist.
   *
   * @param product by its SKU or id
   */
  record LevelRef(ProductRef product, LocationRef location) {}

  /** All levels that the plan may look at or change. They are locked before it is made. */
  Collection<LevelRef> levels(S state);

  /**
   * The plan.
   *
   * @param state the rows as they are after all that was planned for them before
   * @param books know the products, locations and levels that were asked for
   */
  Plan<S, R> plan(S state, Books books, Instant now);

  /**
   * What the caller is told, once it is durable.
   *
   * @param planned as the plan has it
   * @param isRepeated whether all its commands were in the journal already
   */
  default R answer(R planned, boolean isRepeated) {
    return planned;
  }

  /**
   * What is to be done.
   *
   * @param commands recorded together or not at all; none: only the rows change
   * @param after the rows once the commands are recorded; null: as they were. They stay as they are
   *     too where all commands are in the journal already
   */
  record Plan<S, R>(List<Command> commands, @Nullable S after, R answer) {
    public Plan {
      commands = List.copyOf(commands);
    }
  }
}
