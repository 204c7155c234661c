package dev.onhand.engine.testing;

import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.testing.TestSeller;
import dev.onhand.engine.ledger.Companion;
import dev.onhand.engine.ledger.Ledger;
import java.util.List;

/** An implementation of the ledger, set up for {@link LedgerContract}. */
public interface LedgerFixture extends AutoCloseable {

  /** A ledger that works by itself. */
  Ledger ledger();

  /**
   * Another ledger on the same data, which works only when told to.
   *
   * @param commandsWaitingMax how many commands may wait
   */
  HeldLedger held(int commandsWaitingMax);

  /** A new seller without anything. */
  ContractSeller addSeller();

  @Override
  void close();

  /** A ledger that lets lists wait until it is told to decide them, all in one go. */
  interface HeldLedger extends Ledger, AutoCloseable {

    void release();

    /** Decides what is waiting and takes no more. */
    @Override
    void close();
  }

  /** A seller, with a look at all that was written for them. */
  interface ContractSeller extends TestSeller {

    SellerId id();

    /** The journal, in the order of ids. */
    List<Movement> movements();

    /** The texts of all {@link Note} rows, in the order of their writing. */
    List<String> notes();
  }

  /**
   * A companion row that is but a text.
   *
   * @param isWritable false: the writer throws
   */
  record Note(String text, boolean isWritable) implements Companion {}

  /** A companion that raises the version of a product. */
  record Edit(ProductId product) implements Companion {}

  /** A companion that nobody can write. */
  record Stray() implements Companion {}
}
