package dev.onhand.store.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.verification.Duplicates.Cursor;
import dev.onhand.engine.verification.Duplicates.Group;
import dev.onhand.engine.verification.Duplicates.Page;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestSeller;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcDuplicatesIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private final TestSeller seller = TestSeller.create(DATABASE, 3, 2);
  private final JdbcDuplicates duplicates = new JdbcDuplicates(seller.transactions());
  private int keys;

  @BeforeEach
  void stockUp() {
    for (int product = 1; product <= 3; product++) {
      seller.record(seller.move(Reason.PURCHASE, 500, product, 1));
    }
  }

  @Test
  void isEmptyWhereEachLineMovedOnce() {
    sale("o-1", "1", 2, 1);
    sale("o-1", "2", 2, 1);
    sale("o-2", "1", 2, 1);
    sale("o-1", "1", 2, 2);
    assertThat(all(50)).isEmpty();
  }

  @Test
  void namesALineThatWasTakenTwiceUnderDifferentKeys() {
    MovementId first = sale("o-1", "1", 2, 1);
    MovementId second = sale("o-1", "1", 3, 1);
    sale("o-1", "2", 2, 1);

    Group group = all(50).getFirst();

    assertThat(all(50)).hasSize(1);
    assertThat(group.cause()).isEqualTo(new Cause(Cause.Kind.ORDER, "o-1", "1"));
    assertThat(group.sku()).isEqualTo("SKU-1");
    assertThat(group.reason()).isEqualTo(Reason.SALE);
    assertThat(group.movements()).containsExactly(first, second);
    assertThat(group.quantity()).isEqualTo(5);
    assertThat(group.expected()).isEqualTo(2);
  }

  @Test
  void takesMovementsWithoutALineForTheSameOnlyIfTheyMoveTheSame() {
    sale("o-1", null, 2, 1);
    sale("o-1", null, 3, 1);
    assertThat(all(50)).isEmpty();
    sale("o-1", null, 3, 1);
    assertThat(all(50)).singleElement().matches(group -> group.quantity() == 6);
  }

  @Test
  void leavesOutWhatWasReversed() {
    sale("o-1", "1", 2, 1);
    MovementId second = sale("o-1", "1", 2, 1);
    assertThat(all(50)).hasSize(1);
    seller.record(
        new Command.Reverse(
            new MovementKey("undo"),
            second,
            Command.Mode.WISH,
            Details.of(new Cause(Cause.Kind.ORDER, "o-1", "1"), "tester")));
    assertThat(all(50)).isEmpty();
  }

  @Test
  void pagesThroughAllInOneOrder() {
    for (int order = 0; order < 7; order++) {
      for (int i = 0; i < 2; i++) {
        sale("o-" + order, "1", 1, 1);
        sale("o-" + order, "1", 1, 2);
        sale("o-" + order, null, 4, 1);
      }
    }
    List<Group> once = all(200);
    assertThat(once).hasSize(21).doesNotHaveDuplicates();
    for (int limit : new int[] {1, 2, 5, 20, 21}) {
      assertThat(all(limit)).isEqualTo(once);
    }
  }

  @Test
  void refusesPagesThatMakeNoSense() {
    assertThatThrownBy(() -> duplicates.find(seller.id(), null, 0))
        .hasMessage("limit must be from 1 to 200, not 0");
  }

  private List<Group> all(int limit) {
    List<Group> groups = new ArrayList<>();
    Cursor after = null;
    do {
      Page page = duplicates.find(seller.id(), after, limit);
      assertThat(page.groups().size()).isLessThanOrEqualTo(limit);
      groups.addAll(page.groups());
      after = page.next();
    } while (after != null);
    return groups;
  }

  private MovementId sale(String order, String line, long units, int product) {
    Outcome outcome =
        seller.record(
            Command.Move.of(
                "dup-" + keys++,
                "SKU-" + product,
                Reason.SALE,
                units,
                "L1",
                Details.of(new Cause(Cause.Kind.ORDER, order, line), "tester")));
    return ((Outcome.Recorded) outcome).movement().id();
  }
}
