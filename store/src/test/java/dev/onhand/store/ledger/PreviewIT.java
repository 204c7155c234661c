package dev.onhand.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PreviewIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private static final Details DETAILS = Details.of(Cause.of(Cause.Kind.PERSON), "tester");

  private TestShop shop;

  @BeforeEach
  void open() {
    shop = TestShop.open(DATABASE);
    shop.location("berlin");
    shop.product("mug");
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void saysWhatWouldHappen() {
    Movement bought = shop.record(shop.move("mug", Reason.PURCHASE, 10, "berlin")).getFirst();
    Command.Move sold = shop.move("mug", Reason.SALE, 4, "berlin");
    shop.record(sold);
    List<Command> commands =
        List.of(
            sold,
            new Command.Move(
                sold.key(),
                sold.product(),
                Reason.THEFT,
                sold.quantity(),
                sold.location(),
                null,
                null,
                Command.Mode.WISH,
                null,
                DETAILS),
            shop.move("mug", Reason.SALE, 5, "berlin"),
            shop.move("mug", Reason.SALE, 5, "berlin"),
            shop.move("none", Reason.SALE, 5, "berlin"),
            shop.move("mug", Reason.SALE, 5, "mars"),
            set("set-1", 7),
            set("set-2", 7),
            new Command.Reverse(new MovementKey("undo-1"), bought.id(), Command.Mode.FACT, DETAILS),
            new Command.Reverse(new MovementKey("undo-2"), bought.id(), Command.Mode.FACT, DETAILS),
            new Command.Reverse(
                new MovementKey("undo-3"), new MovementId(1L << 60), Command.Mode.FACT, DETAILS));
    CommandList list = CommandList.each(shop.seller(), commands);
    assertThat(withoutIds(preview(list))).isEqualTo(withoutIds(shop.submit(list)));
  }

  @Test
  void saysWhatWouldHappenToAWholeList() {
    CommandList list =
        CommandList.allOrNone(
            shop.seller(),
            List.of(
                shop.move("mug", Reason.PURCHASE, 3, "berlin"),
                shop.move("mug", Reason.SALE, 4, "berlin")));
    assertThat(withoutIds(preview(list))).isEqualTo(withoutIds(shop.submit(list)));
  }

  @Test
  void keepsNothing() {
    CommandList list =
        CommandList.each(shop.seller(), List.of(shop.move("mug", Reason.PURCHASE, 10, "berlin")));
    assertThat(preview(list).getFirst()).isInstanceOf(Outcome.Recorded.class);
    assertThat(movements()).isZero();
    assertThat(shop.submit(list).getFirst()).isInstanceOf(Outcome.Recorded.class);
    assertThat(movements()).isEqualTo(1);
  }

  @Test
  void doesNotSeeOtherPreviews() {
    shop.record(shop.move("mug", Reason.PURCHASE, 1, "berlin"));
    for (int i = 0; i < 3; i++) {
      CommandList sale =
          CommandList.each(shop.seller(), List.of(shop.move("mug", Reason.SALE, 1, "berlin")));
      assertThat(preview(sale).getFirst()).isInstanceOf(Outcome.Recorded.class);
    }
  }

  @Test
  void writesNoCompanions() {
    record Nothing() implements dev.onhand.engine.ledger.Companion {}
    CommandList list =
        CommandList.each(shop.seller(), List.of(shop.move("mug", Reason.PURCHASE, 1, "berlin")))
            .with(outcomes -> List.of(new Nothing())); // has no writer, so writing it would fail
    assertThat(preview(list).getFirst()).isInstanceOf(Outcome.Recorded.class);
  }

  private static Command set(String key, long onHand) {
    return new Command.SetOnHand(
        new MovementKey(key),
        ProductRef.sku("mug"),
        LocationRef.code("berlin"),
        onHand,
        Command.Basis.COUNT,
        null,
        DETAILS);
  }

  private List<Outcome> preview(CommandList list) {
    return TestShop.wait(shop.ledger().preview(list));
  }

  private long movements() {
    return shop.transactions()
        .call(
            shop.seller(),
            jdbc -> jdbc.sql("select count(*) from movement").query(Long.class).single());
  }

  private static List<String> withoutIds(List<Outcome> outcomes) {
    return outcomes.stream()
        .map(outcome -> outcome.toString().replaceAll("(Movement\\[id=|reversal=)[0-9]+", "$1?"))
        .toList();
  }
}
