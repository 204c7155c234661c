package dev.onhand.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.VersionCheck;
import dev.onhand.engine.testing.LedgerFixture.Note;
import dev.onhand.store.testing.LedgerInvariants;
import dev.onhand.store.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * More sellers in one transaction than go in one statement. They use the same SKUs, locations and
 * keys, and each its own quantity: so it shows if one gets what is another's.
 */
class ManySellersIT {

  private static final int SELLERS = 2 * Chunk.SELLERS_MAX + 3;
  private static final Details DETAILS = Details.of(Cause.of(Cause.Kind.PERSON), "tester");

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private final List<SellerId> sellers = new ArrayList<>();
  private Committer committer;

  @BeforeEach
  void open() throws SQLException {
    TestTables.create(DATABASE);
    try (Connection connection = DATABASE.superuser();
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < SELLERS; i++) {
        try (ResultSet row =
            statement.executeQuery(
                """
                with s as (
                  insert into seller (code, name, time_zone, created_at)
                  values (gen_random_uuid()::text, 'x', 'UTC', now()) returning seller_id),
                h as (insert into seller_head (seller_id) select seller_id from s),
                p as (
                  insert into product (seller_id, sku, sku_folded, name, name_folded, tracking, floor, created_at, updated_at)
                  select seller_id, 'mug', 'mug', 'Mug', 'mug', 'tracked', 0, now(), now() from s),
                l as (
                  insert into location (seller_id, code, name, kind, created_at, updated_at)
                  select seller_id, 'main', 'Main', 'warehouse', now(), now() from s)
                select seller_id from s
                """)) {
          row.next();
          sellers.add(new SellerId(row.getLong(1)));
        }
      }
    }
    committer =
        Committer.singleThreaded(
            DATABASE.database().app(), TestTables.WRITERS, InstantSource.system());
  }

  @AfterEach
  void closeAndCheck() throws SQLException {
    committer.close();
    try (Connection connection = DATABASE.superuser()) {
      for (SellerId seller : sellers) {
        assertThat(LedgerInvariants.violations(connection, seller)).isEmpty();
      }
    }
  }

  @Test
  void recordsForEachWhatIsItsOwn() throws Exception {
    List<Outcome> bought = submit(i -> CommandList.each(sellers.get(i), List.of(purchase(i))));
    assertThat(bought).allMatch(Outcome.Recorded.class::isInstance);
    assertThat(quantities(bought))
        .isEqualTo(IntStream.range(0, SELLERS).mapToObj(i -> i + 1L).toList());
    assertThat(submit(i -> CommandList.each(sellers.get(i), List.of(purchase(i)))))
        .allMatch(Outcome.AlreadyRecorded.class::isInstance)
        .extracting(outcome -> ((Outcome.AlreadyRecorded) outcome).movement())
        .isEqualTo(movements(bought));
  }

  @Test
  void refusesSomeAndRecordsTheOthers() throws Exception {
    submit(i -> CommandList.each(sellers.get(i), List.of(purchase(i))));
    List<Outcome> sold =
        submit(i -> CommandList.each(sellers.get(i), List.of(move("sold", Reason.SALE, 100))));
    for (int i = 0; i < SELLERS; i++) {
      assertThat(sold.get(i))
          .isInstanceOf(i < 99 ? Outcome.InsufficientStock.class : Outcome.Recorded.class);
    }
    List<Outcome> unknown =
        submit(
            i ->
                CommandList.each(
                    sellers.get(i),
                    List.of(Command.Move.of("u", "none", Reason.SALE, 1, "main", DETAILS))));
    assertThat(unknown).allMatch(Outcome.UnknownProduct.class::isInstance);
  }

  @Test
  void reversesEachItsOwn() throws Exception {
    List<Movement> bought =
        movements(submit(i -> CommandList.each(sellers.get(i), List.of(purchase(i)))));
    IntFunction<CommandList> undo =
        i -> CommandList.each(sellers.get(i), List.of(reverse("undo", bought.get(i).id())));
    List<Outcome> undone = submit(undo);
    assertThat(movements(undone)).extracting(Movement::reverses).isEqualTo(ids(bought));
    assertThat(
            submit(
                i ->
                    CommandList.each(
                        sellers.get(i), List.of(reverse("again", bought.get(i).id())))))
        .allMatch(Outcome.AlreadyReversed.class::isInstance);
    assertThat(
            submit(
                i ->
                    CommandList.each(
                        sellers.get(i),
                        List.of(reverse("strange", bought.get((i + 1) % SELLERS).id())))))
        .allMatch(Outcome.UnknownMovement.class::isInstance);
  }

  @Test
  void checksVersionsAndWritesCompanionsOfEach() throws Exception {
    List<Movement> bought =
        movements(submit(i -> CommandList.each(sellers.get(i), List.of(purchase(i)))));
    List<Outcome> checked =
        submit(
            i ->
                CommandList.each(sellers.get(i), List.of(move("checked", Reason.SALE, 1)))
                    .with(List.of(check(bought.get(i).product(), i % 2 == 0 ? 1 : 2)))
                    .with(outcomes -> List.of(new Note("note-" + sellers.get(i).value(), true))));
    for (int i = 0; i < SELLERS; i++) {
      assertThat(checked.get(i))
          .isInstanceOf(i % 2 == 0 ? Outcome.Recorded.class : Outcome.StaleVersion.class);
    }
    assertThat(notesOfTheirSeller()).isEqualTo((SELLERS + 1) / 2);
  }

  private long notesOfTheirSeller() throws SQLException {
    try (Connection connection = DATABASE.superuser();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select count(*) from note where text = 'note-' || seller_id")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** A list of each seller, all in one transaction; gives the first outcome of each. */
  private List<Outcome> submit(IntFunction<CommandList> lists) throws Exception {
    List<CompletableFuture<List<Outcome>>> answers =
        IntStream.range(0, SELLERS).mapToObj(lists).map(committer::submit).toList();
    assertThat(committer.step()).isTrue();
    assertThat(committer.step()).isFalse();
    List<Outcome> outcomes = new ArrayList<>();
    for (CompletableFuture<List<Outcome>> answer : answers) {
      outcomes.add(answer.get().getFirst());
    }
    return outcomes;
  }

  private static VersionCheck check(ProductId product, long version) {
    return new VersionCheck(VersionCheck.Table.PRODUCT, product.value(), version);
  }

  private static Command purchase(int seller) {
    return move("bought", Reason.PURCHASE, seller + 1);
  }

  private static Command move(String key, Reason reason, long units) {
    return Command.Move.of(key, "mug", reason, units, "main", DETAILS);
  }

  private static Command reverse(String key, MovementId movement) {
    return new Command.Reverse(new MovementKey(key), movement, Command.Mode.FACT, DETAILS);
  }

  private static List<Movement> movements(List<Outcome> outcomes) {
    return outcomes.stream().map(outcome -> ((Outcome.Recorded) outcome).movement()).toList();
  }

  private static List<MovementId> ids(List<Movement> movements) {
    return movements.stream().map(Movement::id).toList();
  }

  private static List<Long> quantities(List<Outcome> outcomes) {
    return movements(outcomes).stream().map(movement -> movement.quantity().units()).toList();
  }
}
