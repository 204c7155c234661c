package dev.onhand.store.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.verification.RegradeAudit;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestSeller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcRegradeAuditIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private final Audited books = Audited.empty(DATABASE);
  private final TestSeller seller = books.seller;

  @BeforeEach
  void stock() {
    seller.record(seller.move(Reason.PURCHASE, 100, 1, 1));
    seller.record(seller.move(Reason.PURCHASE, 100, 1, 2));
  }

  private Outcome side(
      String key, String reference, Reason reason, String sku, int location, long units) {
    Outcome outcome =
        seller.record(
            Command.Move.of(
                key,
                sku,
                reason,
                units,
                "L" + location,
                Details.of(Cause.of(Cause.Kind.PERSON, reference), "tester")));
    assertThat(outcome).isInstanceOf(Outcome.Recorded.class);
    return outcome;
  }

  private MovementId out(String regrade, long units) {
    Outcome out = side(regrade, regrade, Reason.REGRADE_OUT, "SKU-1", 1, units);
    return ((Outcome.Recorded) out).movement().id();
  }

  private MovementId in(String regrade, String sku, int location, long units) {
    Outcome in =
        side(regrade + RegradeAudit.SECOND, regrade, Reason.REGRADE_IN, sku, location, units);
    return ((Outcome.Recorded) in).movement().id();
  }

  private void reverse(MovementId movement) {
    seller.record(
        new Command.Reverse(
            new MovementKey("reverse-" + movement),
            movement,
            Command.Mode.WISH,
            Details.of(Cause.of(Cause.Kind.PERSON), "tester")));
  }

  private String found(int product, int location, String text) {
    return "regrade, product %d at location %d: %s"
        .formatted(seller.product(product).value(), seller.location(location).value(), text);
  }

  @Test
  void findsNothingWhereBothSidesAreThere() {
    out("r-1", 3);
    in("r-1", "SKU-2", 1, 3);
    assertThat(Audited.texts(books.nightly())).isEmpty();
    assertThat(books.openAlerts()).isEmpty();
  }

  @Test
  void findsSidesThatAreNotEqual() {
    out("r-1", 3);
    in("r-1", "SKU-2", 1, 2);
    assertThat(Audited.texts(books.nightly()))
        .containsExactly(found(2, 1, "regrade r-1: 2 came, must be 3, as many as went"));
    assertThat(books.openAlerts()).containsExactly("error regrades");
  }

  @Test
  void findsASideThatIsAlone() {
    out("r-1", 3);
    in("r-2", "SKU-2", 1, 4);
    assertThat(Audited.texts(books.nightly()))
        .containsExactly(
            found(1, 1, "regrade r-1: 0 came, must be 3, as many as went"),
            found(2, 1, "regrade r-2: 4 came, must be 0, as many as went"));
  }

  @Test
  void findsSidesOfOnePlaceAndAnotherOrOfOneProduct() {
    out("r-1", 3);
    in("r-1", "SKU-2", 2, 3);
    out("r-2", 1);
    in("r-2", "SKU-1", 1, 1);
    assertThat(Audited.texts(books.nightly()))
        .containsExactly(
            found(1, 1, "regrade r-2: 1 came of the same product, must be 1, as many as went"),
            found(2, 2, "regrade r-1: 3 came at another location, must be 3, as many as went"));
  }

  @Test
  void findsASideThatWasReversedWithoutTheOther() {
    MovementId out = out("r-1", 3);
    MovementId in = in("r-1", "SKU-2", 1, 3);
    reverse(in);
    assertThat(Audited.texts(books.nightly()))
        .containsExactly(found(2, 1, "regrade r-1: 0 came, must be 3, as many as went"));
    reverse(out);
    assertThat(Audited.texts(books.nightly())).isEmpty();
    assertThat(books.openAlerts()).isEmpty();
  }

  @Test
  void leavesAloneWhatPeopleMovedByThemselves() {
    side("by-hand", "because", Reason.REGRADE_OUT, "SKU-1", 1, 5);
    assertThat(Audited.texts(books.nightly())).isEmpty();
  }
}
