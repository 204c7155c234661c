package dev.onhand.core.ledger;

import static dev.onhand.core.ledger.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigestTest {

  /** Each differs from the first in one part, or from a neighbour in where a part ends. */
  private static List<Command> differentWishes() {
    List<Command> wishes = new ArrayList<>();
    Details plain = details(new Cause(Cause.Kind.ORDER, "o", "1"), null);
    wishes.add(move(ProductRef.sku("A"), Reason.SALE, 1, "berlin", null, plain));
    wishes.add(move(ProductRef.sku("B"), Reason.SALE, 1, "berlin", null, plain));
    wishes.add(move(new ProductId(1), Reason.SALE, 1, "berlin", null, plain));
    wishes.add(move(ProductRef.sku("#1"), Reason.SALE, 1, "berlin", null, plain));
    wishes.add(move(ProductRef.sku("A"), Reason.DAMAGE, 1, "berlin", null, plain));
    wishes.add(move(ProductRef.sku("A"), Reason.SALE, 11, "berlin", null, plain));
    wishes.add(move(ProductRef.sku("A"), Reason.SALE, 1, "hamburg", null, plain));
    wishes.add(move(ProductRef.sku("A"), Reason.SALE, 1, "berlin", State.RESERVED, plain));
    wishes.add(move(ProductRef.sku("A"), Reason.SALE, 1, "berlin", State.AVAILABLE, plain));
    for (Cause cause :
        List.of(
            Cause.of(Cause.Kind.ORDER),
            Cause.of(Cause.Kind.ORDER, "o"),
            Cause.of(Cause.Kind.RETURN, "o"),
            new Cause(Cause.Kind.ORDER, "o1", "1"),
            new Cause(Cause.Kind.ORDER, "o", "11"))) {
      wishes.add(move(ProductRef.sku("A"), Reason.SALE, 1, "berlin", null, details(cause, null)));
    }
    wishes.add(
        move(ProductRef.sku("A"), Reason.SALE, 1, "berlin", null, details(plain.cause(), "1")));
    Details dated = new Details(plain.cause(), "ann", null, NOW);
    wishes.add(move(ProductRef.sku("A"), Reason.SALE, 1, "berlin", null, dated));
    wishes.add(set(1, Command.Basis.COUNT, null));
    wishes.add(set(2, Command.Basis.COUNT, null));
    wishes.add(set(1, Command.Basis.MANUAL, null));
    wishes.add(Given.reverse("k", new MovementId(1)));
    wishes.add(Given.reverse("k", new MovementId(2)));
    wishes.add(Given.transfer("k", 1));
    return wishes;
  }

  @Test
  void isAnotherForEveryOtherWish() {
    assertThat(differentWishes().stream().map(Digest::of)).doesNotHaveDuplicates();
  }

  @Test
  void tellsPartsApartHoweverTheyAreCut() {
    assertThat(List.of(Digest.of("ab", "c"), Digest.of("a", "bc"), Digest.of("abc", "")))
        .doesNotHaveDuplicates();
    assertThat(
            List.of(Digest.of("", "a"), Digest.of(null, "a"), Digest.of("a"), Digest.of("a", "")))
        .doesNotHaveDuplicates();
  }

  @Test
  void doesNotCountWhoAskedNorWhatTheyExpected() {
    Digest digest = Digest.of(set(1, Command.Basis.COUNT, null));
    assertThat(Digest.of(set(1, Command.Basis.COUNT, 7L))).isEqualTo(digest);
    Details byBob = Details.of(Given.DETAILS.cause(), "bob");
    Command move = Given.move("k", Reason.SALE, 1);
    assertThat(Digest.of(move(ProductRef.sku("TEE-M"), Reason.SALE, 1, "berlin", null, byBob)))
        .isEqualTo(Digest.of(move))
        .isEqualTo(Digest.of(Given.move("other key", Reason.SALE, 1)));
  }

  @Test
  void staysWhatItIsBecauseJournalsHoldIt() {
    assertThat(Digest.of("move", "=TEE-M", null).value())
        .hasToString("3b2fcecd-6494-2996-b9b4-3fda8b91a906");
  }

  private static Details details(Cause cause, String note) {
    return new Details(cause, "ann", note, null);
  }

  private static Command move(
      ProductRef product,
      Reason reason,
      long units,
      String location,
      State state,
      Details details) {
    return new Command.Move(
        new MovementKey("k"),
        product,
        reason,
        Quantity.of(units),
        LocationRef.code(location),
        null,
        state,
        Command.Mode.WISH,
        null,
        details);
  }

  private static Command set(long onHand, Command.Basis basis, Long expected) {
    return new Command.SetOnHand(
        new MovementKey("k"),
        ProductRef.sku("A"),
        LocationRef.code("berlin"),
        onHand,
        basis,
        expected,
        Given.DETAILS);
  }
}
