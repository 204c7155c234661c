package dev.onhand.engine.testing;

import dev.onhand.core.testing.LedgerScript;
import dev.onhand.engine.ledger.Companion;
import dev.onhand.engine.ledger.Ledger;

/** The ledger in memory, as the contract wants it. */
final class InMemoryFixture implements LedgerFixture {

  private final InMemoryLedger ledger =
      new InMemoryLedger(() -> LedgerScript.NOW, InMemoryFixture::write);

  private static void write(InMemorySeller seller, Companion companion) {
    switch (companion) {
      case Edit edit -> seller.edit(edit.product());
      case Note note when note.isWritable() -> {} // kept with its seller
      default -> throw new IllegalStateException("cannot write " + companion);
    }
  }

  @Override
  public Ledger ledger() {
    return ledger;
  }

  @Override
  public HeldLedger held(int commandsWaitingMax) {
    return ledger.held(commandsWaitingMax);
  }

  @Override
  public ContractSeller addSeller() {
    return ledger.addSeller();
  }

  @Override
  public void close() {}
}
