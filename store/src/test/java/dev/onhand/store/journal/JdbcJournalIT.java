package dev.onhand.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.journal.Journal;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.engine.journal.JournalFilter;
import dev.onhand.engine.journal.JournalFilter.OfCause;
import dev.onhand.engine.journal.JournalFilter.Times;
import dev.onhand.engine.journal.JournalPage;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.verification.Sealing;
import dev.onhand.store.seal.JdbcSealer;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcJournalIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private static final PageRequest FIRST = PageRequest.first(50);

  private TestShop shop;
  private Journal journal;

  @BeforeEach
  void open() {
    shop = TestShop.open(DATABASE);
    journal = new JdbcJournal(shop.transactions());
    shop.location("berlin");
    shop.location("paris");
    shop.product("mug");
    shop.product("tee");
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void findsAMovementWithItsNames() {
    Movement movement = shop.record(shop.move("mug", Reason.PURCHASE, 5, "berlin")).getFirst();
    JournalEntry entry = journal.find(shop.seller(), movement.id()).orElseThrow();
    assertThat(entry)
        .isEqualTo(
            new JournalEntry(
                movement,
                ProductRef.sku("mug") instanceof ProductRef.BySku by ? by.sku() : null,
                null,
                "berlin",
                null,
                null));
    assertThat(journal.find(shop.seller(), movement.key())).contains(entry);
  }

  @Test
  void findsNothingOfAnotherSeller() {
    Movement movement = shop.record(shop.move("mug", Reason.PURCHASE, 5, "berlin")).getFirst();
    try (TestShop other = TestShop.open(DATABASE)) {
      assertThat(journal.find(other.seller(), movement.id())).isEmpty();
      assertThat(journal.find(other.seller(), movement.key())).isEmpty();
      assertThat(journal.list(other.seller(), JournalFilter.ALL, FIRST).entries()).isEmpty();
    }
  }

  @Test
  void tellsWhatReversedAMovement() {
    Movement movement = shop.record(shop.move("mug", Reason.PURCHASE, 5, "berlin")).getFirst();
    Movement reversal =
        shop.record(
                new Command.Reverse(
                    new MovementKey("undo"),
                    movement.id(),
                    Command.Mode.WISH,
                    Details.of(Cause.of(Cause.Kind.PERSON), "tester")))
            .getFirst();
    assertThat(journal.find(shop.seller(), movement.id()).orElseThrow().reversedBy())
        .isEqualTo(reversal.id());
  }

  @Test
  void listsNewestFirstPageByPage() {
    List<Movement> all = purchases(5);
    JournalPage first = list(JournalFilter.ALL, PageRequest.first(2));
    assertThat(movements(first)).containsExactly(all.get(4), all.get(3));
    assertThat(first.hasMore()).isTrue();
    JournalPage second = list(JournalFilter.ALL, new PageRequest(2, all.get(3).id().value(), null));
    assertThat(movements(second)).containsExactly(all.get(2), all.get(1));
    JournalPage last = list(JournalFilter.ALL, new PageRequest(2, all.get(1).id().value(), null));
    assertThat(movements(last)).containsExactly(all.get(0));
    assertThat(last.hasMore()).isFalse();
  }

  @Test
  void listsBackwardsFromARow() {
    List<Movement> all = purchases(5);
    JournalPage page = list(JournalFilter.ALL, new PageRequest(2, null, all.get(1).id().value()));
    assertThat(movements(page)).containsExactly(all.get(3), all.get(2));
    assertThat(page.hasMore()).isTrue();
  }

  @Test
  void listsByProduct() {
    List<Movement> recorded =
        shop.record(
            shop.move("mug", Reason.PURCHASE, 5, "berlin"),
            shop.move("tee", Reason.PURCHASE, 5, "berlin"),
            shop.move("mug", Reason.SALE, 1, "berlin"));
    JournalFilter mug = filter(ProductRef.sku("mug"), null, OfCause.ANY, Set.of(), null);
    assertThat(movements(list(mug, FIRST))).containsExactly(recorded.get(2), recorded.get(0));
    assertThat(movements(list(mug, new PageRequest(1, null, recorded.get(0).id().value()))))
        .containsExactly(recorded.get(2));
  }

  @Test
  void listsByLocationOnEitherSide() {
    List<Movement> recorded =
        shop.record(
            shop.move("mug", Reason.PURCHASE, 5, "berlin"),
            shop.move("mug", Reason.PURCHASE, 5, "paris"),
            shop.move("mug", Reason.SALE, 1, "paris"));
    JournalFilter paris = filter(null, LocationRef.code("paris"), OfCause.ANY, Set.of(), null);
    assertThat(movements(list(paris, FIRST))).containsExactly(recorded.get(2), recorded.get(1));
  }

  @Test
  void listsByCause() {
    Movement first = sale("A-1", "1");
    Movement second = sale("A-1", "2");
    sale("A-2", "1");
    assertThat(movements(list(ofCause(new OfCause(null, "A-1", null)), FIRST)))
        .containsExactly(second, first);
    assertThat(movements(list(ofCause(new OfCause(Cause.Kind.ORDER, "A-1", "1")), FIRST)))
        .containsExactly(first);
    assertThat(movements(list(ofCause(new OfCause(Cause.Kind.RETURN, "A-1", null)), FIRST)))
        .isEmpty();
    assertThat(movements(list(ofCause(new OfCause(Cause.Kind.ORDER, null, null)), FIRST)))
        .hasSize(3);
  }

  @Test
  void listsByTheChannelOfAnOrder() {
    Movement web = sale("web/A-1", "1");
    sale("website/A-1", "1");
    sale("web", "1");
    assertThat(movements(list(ofCause(new OfCause(null, null, null, "web")), FIRST)))
        .containsExactly(web);
  }

  @Test
  void listsByReasonAndActor() {
    shop.record(shop.move("mug", Reason.PURCHASE, 5, "berlin"));
    Movement sale =
        shop.record(
                shop.move(
                    "mug",
                    Reason.SALE,
                    1,
                    "berlin",
                    Details.of(Cause.of(Cause.Kind.PERSON), "someone")))
            .getFirst();
    assertThat(movements(list(filter(null, null, OfCause.ANY, Set.of(Reason.SALE), null), FIRST)))
        .containsExactly(sale);
    assertThat(movements(list(filter(null, null, OfCause.ANY, Set.of(), "someone"), FIRST)))
        .containsExactly(sale);
    assertThat(movements(list(filter(null, null, OfCause.ANY, Set.of(), "nobody"), FIRST)))
        .isEmpty();
  }

  @Test
  void listsByTimeOfOccurrenceAndRecording() {
    Instant start = shop.clock().instant();
    Movement first = purchases(1).getFirst();
    shop.pass(Duration.ofDays(2));
    Movement second = purchases(1).getFirst();
    shop.pass(Duration.ofDays(2));
    Movement backdated =
        shop.record(
                shop.move(
                    "mug",
                    Reason.PURCHASE,
                    1,
                    "berlin",
                    new Details(Cause.of(Cause.Kind.PERSON), "tester", null, start)))
            .getFirst();
    Times early = new Times(start, start.plus(Duration.ofDays(1)));
    assertThat(movements(list(times(early, Times.ANY), FIRST))).containsExactly(backdated, first);
    assertThat(movements(list(times(Times.ANY, early), FIRST))).containsExactly(first);
    Times late = new Times(start.plus(Duration.ofDays(1)), null);
    assertThat(movements(list(times(Times.ANY, late), FIRST))).containsExactly(backdated, second);
    assertThat(
            movements(
                list(times(Times.ANY, new Times(start.plus(Duration.ofDays(9)), null)), FIRST)))
        .isEmpty();
  }

  @Test
  void stopsLookingForWhatIsRareAndSaysHowFarItCame() {
    JdbcJournal bounded = new JdbcJournal(shop.transactions(), Duration.ZERO);
    Movement rare =
        shop.record(
                shop.move(
                    "mug",
                    Reason.PURCHASE,
                    1,
                    "berlin",
                    Details.of(Cause.of(Cause.Kind.PERSON), "rare")))
            .getFirst();
    purchases(1_500);
    JournalFilter filter = filter(null, null, OfCause.ANY, Set.of(), "rare");
    JournalPage first = bounded.list(shop.seller(), filter, FIRST);
    assertThat(first.entries()).isEmpty();
    assertThat(first.hasMore()).isTrue();
    JournalPage second =
        bounded.list(shop.seller(), filter, new PageRequest(50, first.searchedTo().value(), null));
    assertThat(movements(second)).containsExactly(rare);
    assertThat(second.hasMore()).isFalse();
  }

  @Test
  void findsWhatIsRareBeyondOneWindow() {
    Movement rare = sale("A-1", "1");
    purchases(2_500);
    JournalFilter sales = filter(null, null, OfCause.ANY, Set.of(Reason.SALE), null);
    assertThat(movements(list(sales, FIRST))).containsExactly(rare);
    assertThat(movements(list(sales, new PageRequest(50, null, rare.id().value())))).isEmpty();
  }

  @Test
  void pagesThroughACauseOfTenThousands() {
    Details imported = Details.of(Cause.of(Cause.Kind.IMPORT, "file"), "tester");
    List<Movement> all = new ArrayList<>();
    for (int list = 0; list < 3; list++) {
      Command[] commands = new Command[5_000];
      for (int i = 0; i < commands.length; i++) {
        commands[i] = shop.move("mug", Reason.PURCHASE, 1, "berlin", imported);
      }
      all.addAll(shop.record(commands));
      sale("A-" + list, "1");
    }
    JournalFilter file = ofCause(new OfCause(null, "file", null));
    JournalPage newest = list(file, FIRST);
    assertThat(movements(newest)).isEqualTo(all.subList(14_950, 15_000).reversed());
    long across = all.get(10_010).id().value();
    assertThat(movements(list(file, new PageRequest(50, across, null))))
        .isEqualTo(all.subList(9_960, 10_010).reversed());
  }

  @Test
  void stopsLookingAlsoAmongTheMovementsOfAProduct() {
    JdbcJournal bounded = new JdbcJournal(shop.transactions(), Duration.ZERO);
    shop.record(shop.move("tee", Reason.PURCHASE, 1, "berlin"));
    Movement rare = sale("A-1", "1");
    purchases(1_500);
    JournalFilter filter =
        filter(ProductRef.sku("mug"), null, OfCause.ANY, Set.of(Reason.SALE), null);
    JournalPage first = bounded.list(shop.seller(), filter, FIRST);
    assertThat(first.entries()).isEmpty();
    JournalPage second =
        bounded.list(shop.seller(), filter, new PageRequest(50, first.searchedTo().value(), null));
    assertThat(movements(second)).containsExactly(rare);
  }

  @Test
  void givesPositionsOfSealedMovements() throws Exception {
    List<Movement> all = purchases(4);
    seal(all.get(0), all.get(1), 1);
    seal(all.get(2), all.get(2), 3);
    assertThat(list(JournalFilter.ALL, FIRST).entries())
        .extracting(JournalEntry::position)
        .containsExactly(null, 3L, 2L, 1L);
  }

  @Test
  void agreesWithTheSealer() {
    purchases(1_200);
    purchasesOf("nothing");
    purchases(3);
    new Sealing(new JdbcSealer(shop.transactions(), shop.clock())).sealAll(shop.seller());
    List<JournalEntry> newest = list(JournalFilter.ALL, PageRequest.first(200)).entries();
    assertThat(newest).extracting(JournalEntry::position).startsWith(1_203L, 1_202L, 1_201L);
    assertThat(newest.getLast().position()).isEqualTo(1_004);
  }

  @Test
  void countsPositionsWhereIdsHaveGaps() throws Exception {
    Movement first = purchases(1).getFirst();
    purchasesOf("nothing"); // refused, and its id is never used
    Movement second = purchases(1).getFirst();
    seal(first, second, 11);
    assertThat(list(JournalFilter.ALL, FIRST).entries())
        .extracting(JournalEntry::position)
        .containsExactly(12L, 11L);
  }

  @Test
  void refusesUnknownNames() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> list(filter(ProductRef.sku("x"), null, OfCause.ANY, Set.of(), null), FIRST))
        .withMessage("There is no product 'x'.");
  }

  private void seal(Movement first, Movement last, long firstPosition) {
    shop.transactions()
        .run(
            shop.seller(),
            jdbc ->
                jdbc.sql(
                        """
                        insert into seal_block (seller_id, first_position, last_position, first_id, last_id,
                          content_hash, hash, leaves, recorded_max, sealed_at)
                        select :seller, :first_position, :first_position - 1 + count(*), :first, :last,
                          '', '', '', now(), now()
                        from movement
                        where seller_id = :seller and movement_id between :first and :last
                        """)
                    .param("seller", shop.seller().value())
                    .param("first_position", firstPosition)
                    .param("first", first.id().value())
                    .param("last", last.id().value())
                    .update());
  }

  private void purchasesOf(String sku) {
    shop.submit(
        dev.onhand.engine.ledger.CommandList.each(
            shop.seller(), List.of(shop.move(sku, Reason.PURCHASE, 1, "berlin"))));
  }

  private List<Movement> purchases(int count) {
    Command[] commands = new Command[count];
    for (int i = 0; i < count; i++) {
      commands[i] = shop.move("mug", Reason.PURCHASE, 1, "berlin");
    }
    return shop.record(commands);
  }

  private Movement sale(String order, String line) {
    Details details = Details.of(new Cause(Cause.Kind.ORDER, order, line), "tester");
    return shop.record(
            shop.move("mug", Reason.PURCHASE, 1, "berlin"),
            shop.move("mug", Reason.SALE, 1, "berlin", details))
        .getLast();
  }

  private static JournalFilter ofCause(OfCause cause) {
    return filter(null, null, cause, Set.of(), null);
  }

  private static JournalFilter times(Times occurred, Times recorded) {
    return new JournalFilter(null, null, OfCause.ANY, Set.of(), null, occurred, recorded);
  }

  private static JournalFilter filter(
      ProductRef product, LocationRef location, OfCause cause, Set<Reason> reasons, String actor) {
    return new JournalFilter(product, location, cause, reasons, actor, Times.ANY, Times.ANY);
  }

  private JournalPage list(JournalFilter filter, PageRequest page) {
    return journal.list(shop.seller(), filter, page);
  }

  private static List<Movement> movements(JournalPage page) {
    return page.entries().stream().map(JournalEntry::movement).toList();
  }
}
