package dev.onhand.store.ledger;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.testing.LedgerFixture.Note;
import dev.onhand.model.Quantity;
import java.util.List;

/** Two T-shirts in two houses, and the commands that tests of faults send about them. */
final class TestWorks {

  private static final Details DETAILS = Details.of(Cause.of(Cause.Kind.IMPORT, "works"), "tester");

  private TestWorks() {}

  static void furnish(DatabaseSeller seller) {
    seller.addProduct("TEE-M", Stocked.Tracking.TRACKED, 0L);
    seller.addProduct("TEE-L", Stocked.Tracking.TRACKED, 0L);
    seller.addLocation("berlin");
    seller.addLocation("hamburg");
  }

  static Command purchase(String key, String sku, long units) {
    return Command.Move.of(key, sku, Reason.PURCHASE, units, "berlin", DETAILS);
  }

  static Command sale(String key, String sku, long units) {
    return Command.Move.of(key, sku, Reason.SALE, units, "berlin", DETAILS);
  }

  static Command transfer(String key, String from, String to) {
    return new Command.Move(
        new MovementKey(key),
        ProductRef.sku("TEE-M"),
        Reason.TRANSFER_OUT,
        Quantity.of(1),
        LocationRef.code(from),
        LocationRef.code(to),
        null,
        Command.Mode.WISH,
        null,
        DETAILS);
  }

  /** Two purchases that come together or not at all, and a note of the same name. */
  static CommandList pair(SellerId seller, String name) {
    return CommandList.allOrNone(
            seller, List.of(purchase(name + "-a", "TEE-M", 1), purchase(name + "-b", "TEE-L", 1)))
        .with(outcomes -> List.of(new Note(name, true)));
  }
}
