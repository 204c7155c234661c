package dev.onhand.store.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.explain.Difference;
import dev.onhand.engine.explain.Explaining;
import dev.onhand.engine.explain.Explanation;
import dev.onhand.engine.explain.Part;
import dev.onhand.engine.explain.Part.What;
import dev.onhand.engine.explain.Question;
import dev.onhand.engine.purchase.NewPurchase;
import dev.onhand.engine.purchase.PurchaseOrder.Kind;
import dev.onhand.engine.purchase.PurchaseResult;
import dev.onhand.engine.purchase.Purchases;
import dev.onhand.store.purchase.JdbcPurchaseRows;
import dev.onhand.store.testing.RandomCommands;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestSeller;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replay a seed with {@code -Donhand.seed=N}. */
class AddsUpIT {

  private static final int PRODUCTS = 2;
  private static final int LOCATIONS = 3;

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  static LongStream seeds() {
    Long one = Long.getLong("onhand.seed");
    return one != null ? LongStream.of(one) : LongStream.rangeClosed(1, 25);
  }

  @ParameterizedTest(name = "-Donhand.seed={0}")
  @MethodSource("seeds")
  void everyNumberOfARandomLedgerIsTheSumOfItsParts(long seed) {
    TestSeller seller = TestSeller.create(DATABASE, PRODUCTS, LOCATIONS);
    Random random = new Random(seed);
    fill(seller, random, seed);
    order(seller, random);
    Instant now = seller.clock().instant();
    for (int product = 1; product <= PRODUCTS; product++) {
      int listed = 1 + random.nextInt(6);
      Explanation explanation = explain(seller, product, new Question(null, null, listed));
      assertAddsUp(explanation);
      for (String state : List.of("on_hand", "in_transit")) {
        Part root = state.equals("on_hand") ? explanation.onHand() : explanation.inTransit();
        assertThat(root.units()).as(state).isEqualTo(level(seller, product, state));
      }
      assertThat(explanation.incoming()).isNotNull();
      assertThat(explanation.incoming().units())
          .as("incoming")
          .isEqualTo(expected(seller, product) + level(seller, product, "in_transit"));
      assertThat(all(explanation).filter(part -> part.what() == What.MOVEMENT)).isNotEmpty();
      for (int i = 0; i < 4; i++) {
        Instant at = now.minusSeconds(random.nextLong(Duration.ofDays(110).toSeconds()));
        Explanation then = explain(seller, product, new Question(at, null, listed));
        assertAddsUp(then);
        assertThat(then.onHand().units()).isEqualTo(movedBy(seller, product, at));
      }
    }
  }

  /** Purchase orders, some of them over. */
  private static void order(TestSeller seller, Random random) {
    Purchases purchases = new Purchases(new JdbcPurchaseRows(seller.transactions()));
    Instant now = seller.clock().instant();
    for (int i = 1; i <= 8; i++) {
      List<NewPurchase.Line> lines = new ArrayList<>();
      for (int line = random.nextInt(3); line >= 0; line--) {
        ProductRef product = ProductRef.sku("SKU-" + (1 + random.nextInt(PRODUCTS)));
        lines.add(new NewPurchase.Line(null, product, 1 + random.nextInt(50), null));
      }
      Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
      Instant due = random.nextBoolean() ? null : now.plusSeconds(random.nextInt(99_999));
      NewPurchase wish =
          new NewPurchase(kind, "PO-" + i, null, LocationRef.code("L1"), due, null, lines);
      PurchaseResult made = purchases.create(seller.id(), wish, new Edit("tester", now, null));
      assertThat(made).isInstanceOf(PurchaseResult.Done.class);
      if (random.nextInt(4) == 0) {
        long id = ((PurchaseResult.Done) made).order().head().id();
        purchases.close(seller.id(), id, "never came", new Edit("tester", now, null));
      }
    }
  }

  private static long expected(TestSeller seller, int product) {
    return seller.number(
        "select coalesce(sum(incoming), 0) from purchase_order_line where product_id = "
            + seller.product(product).value());
  }

  /** Movements of all sorts, and some undone. */
  private static void fill(TestSeller seller, Random random, long seed) {
    RandomCommands commands = new RandomCommands(seed, PRODUCTS, LOCATIONS);
    for (int round = 0; round < 4; round++) {
      List<Outcome> outcomes = seller.record(commands.next(120, seller.clock().instant()));
      List<Command> undone = new ArrayList<>();
      for (Outcome outcome : outcomes) {
        if (outcome instanceof Outcome.Recorded(var movement) && random.nextInt(8) == 0) {
          undone.add(undo(movement.id()));
        }
      }
      seller.record(undone);
      seller.clock().advance(Duration.ofHours(5));
    }
  }

  private static Command undo(MovementId movement) {
    return new Command.Reverse(
        new MovementKey("undo-" + movement.value()),
        movement,
        Command.Mode.WISH,
        Details.of(Cause.of(Cause.Kind.PERSON), "tester"));
  }

  private static void assertAddsUp(Explanation explanation) {
    assertThat(explanation.differences()).isEmpty();
    // Said anew here, so that it does not rest on what says it.
    all(explanation)
        .forEach(
            part ->
                part.splits()
                    .forEach(
                        split ->
                            assertThat(split.parts().stream().mapToLong(Part::units).sum())
                                .as("%s by %s", part.name(), split.by())
                                .isEqualTo(part.units())));
  }

  private static Stream<Part> all(Explanation explanation) {
    return explanation.roots().flatMap(AddsUpIT::withParts);
  }

  private static Stream<Part> withParts(Part part) {
    return Stream.concat(
        Stream.of(part),
        part.splits().stream()
            .flatMap(split -> split.parts().stream())
            .flatMap(AddsUpIT::withParts));
  }

  private static Explanation explain(TestSeller seller, int product, Question question) {
    return new Explaining(new JdbcStockFacts(seller.transactions()))
        .explain(seller.id(), ProductRef.sku("SKU-" + product), question)
        .orElseThrow();
  }

  private static long level(TestSeller seller, int product, String what) {
    String sum =
        what.equals("on_hand")
            ? "available + reserved + damaged + quality_control + set_aside"
            : what;
    return seller.number(
        "select coalesce(sum(%s), 0) from stock_level where product_id = %d"
            .formatted(sum, seller.product(product).value()));
  }

  private static long movedBy(TestSeller seller, int product, Instant at) {
    return seller.number(
        """
        select coalesce(sum(available + reserved + damaged + quality_control + set_aside), 0)
        from level_change
        where product_id = %d and occurred_at <= '%s'
        """
            .formatted(seller.product(product).value(), at));
  }

  @Test
  void namesWhereALevelIsNotWhatItsMovementsSay() {
    TestSeller seller = damaged("available = available + 5");
    Explanation explanation = explain(seller, 1, question(null));
    assertThat(explanation.differences())
        .containsExactly(
            new Difference(
                Difference.Kind.LEVEL,
                List.of("on_hand", "L1", "available"),
                Part.By.REASON,
                15,
                10));
  }

  @Test
  void namesWhereReservedIsMoreThanWhatIsHeld() {
    TestSeller seller = damaged("reserved = reserved + 1");
    assertThat(explain(seller, 1, question(null)).differences())
        .extracting(Difference::by, Difference::units, Difference::sum)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Part.By.REASON, 1L, 0L),
            org.assertj.core.groups.Tuple.tuple(Part.By.CAUSE, 1L, 0L));
  }

  private static TestSeller damaged(String change) {
    TestSeller seller = TestSeller.create(DATABASE, 1, 1);
    seller.record(seller.move(Reason.PURCHASE, 10, 1, 1));
    seller.damage(
        "update stock_level set %s where seller_id = %d".formatted(change, seller.id().value()));
    return seller;
  }

  private static Question question(@Nullable Instant at) {
    return new Question(at, null, Question.LISTED_USUAL);
  }
}
