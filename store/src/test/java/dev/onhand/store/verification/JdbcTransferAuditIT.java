package dev.onhand.store.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.model.Quantity;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestSeller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcTransferAuditIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private final Audited books = Audited.empty(DATABASE);
  private final TestSeller seller = books.seller;

  @Test
  void comparesLinesWithTheMovementsThatNameTheTransfer() {
    seller.record(seller.move(Reason.PURCHASE, 100, 1, 1));
    transfer("T-1", 10, 4, 1);
    move("T-1", Reason.TRANSFER_OUT, 10);
    move("T-1", Reason.TRANSFER_IN, 3);
    move("T-1", Reason.TRANSFER_IN, 1);
    move("T-1", Reason.TRANSFER_LOST, 1);
    assertThat(Audited.texts(books.nightly())).isEmpty();

    seller.damage("update transfer_line set received = 5 where seller_id = " + seller.id().value());
    assertThat(Audited.texts(books.nightly()))
        .containsExactly(
            "transfer, product %d, received: transfer T-1: 5, must be 4"
                .formatted(seller.product(1).value()));
    assertThat(books.openAlerts()).containsExactly("error transfers");

    seller.damage("delete from transfer_line where seller_id = " + seller.id().value());
    assertThat(books.nightly().discrepancies())
        .extracting(found -> found.state() + " " + found.calculated())
        .containsExactly("lost 1", "received 4", "sent 10");
  }

  private void transfer(String reference, long sent, long received, long lost) {
    seller.damage(
        """
        insert into transfer (seller_id, reference, from_location_id, to_location_id, status, actor, created_at, updated_at)
        values (%d, '%s', %d, %d, 'partly_received', 'tester', now(), now())
        """
            .formatted(
                seller.id().value(),
                reference,
                seller.location(1).value(),
                seller.location(2).value()),
        """
        insert into transfer_line (seller_id, transfer_id, product_id, sent, received, lost)
        select seller_id, transfer_id, %d, %d, %d, %d from transfer where seller_id = %d and reference = '%s'
        """
            .formatted(
                seller.product(1).value(), sent, received, lost, seller.id().value(), reference));
  }

  private void move(String transfer, Reason reason, long units) {
    boolean isOut = reason == Reason.TRANSFER_OUT;
    Outcome outcome =
        seller.record(
            new Command.Move(
                new MovementKey(transfer + reason + units),
                ProductRef.sku("SKU-1"),
                reason,
                Quantity.of(units),
                LocationRef.code(isOut ? "L1" : "L2"),
                isOut ? LocationRef.code("L2") : null,
                null,
                Command.Mode.WISH,
                null,
                Details.of(Cause.of(Cause.Kind.TRANSFER, transfer), "tester")));
    assertThat(outcome).isInstanceOf(Outcome.Recorded.class);
  }
}
