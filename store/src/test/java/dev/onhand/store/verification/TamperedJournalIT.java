package dev.onhand.store.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.engine.verification.Discrepancy;
import dev.onhand.engine.verification.Discrepancy.Kind;
import dev.onhand.engine.verification.SealChain;
import dev.onhand.engine.verification.Sha256;
import dev.onhand.engine.verification.VerificationOptions;
import dev.onhand.engine.verification.VerificationOptions.PublishedHead;
import dev.onhand.engine.verification.VerificationReport;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestSeller;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the owner of the tables can do to the journal, and what is then named. */
class TamperedJournalIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private final Audited books = Audited.withPast(DATABASE, 5);
  private final TestSeller seller = books.seller;
  private final long id = seller.id().value();

  @Test
  void namesTheMovementWhoseNoteDiffersByOneBit() {
    long position = position("note is not null");
    long movement = movementAt(position);
    seller.damage(
        "update movement set note = overlay(note placing chr(ascii(note) # 1) from 1 for 1) where seller_id = %d and movement_id = %d"
            .formatted(id, movement));
    damageALevel();
    List<String> projections = books.projections();

    VerificationReport report = books.nightly();

    Discrepancy first = report.discrepancies().getFirst();
    assertThat(first.kind()).isEqualTo(Kind.SEAL);
    assertThat(first.position()).isEqualTo(position);
    assertThat(first.movement().value()).isEqualTo(movement);
    assertThat(report.discrepancies().stream().filter(d -> d.kind() == Kind.SEAL)).hasSize(1);
    assertThat(report.discrepancies()).anyMatch(d -> d.kind() == Kind.LEVEL && !d.repaired());
    assertThat(report.needsAPerson()).isTrue();
    assertThat(books.projections())
        .as("nothing is repaired from a journal that is not the sealed one")
        .isEqualTo(projections);
    assertThat(books.openAlerts()).contains("critical journal");
    assertThat(
            seller.rows(
                "select kind, position, movement_id, repaired from finding where kind = 'seal'"))
        .containsExactly("seal|%d|%d|f".formatted(position, movement));
  }

  @Test
  void namesTheMovementWhoseQuantityWasChangedAndKeepsTheLevel() {
    long position = position("reason = 'sale' and quantity < 100");
    long movement = movementAt(position);
    seller.damage(
        "update movement set quantity = quantity + 1 where seller_id = %d and movement_id = %d"
            .formatted(id, movement));
    List<String> projections = books.projections();

    VerificationReport report = books.nightly();

    assertThat(named(report, Kind.SEAL)).containsExactly(position + "/" + movement);
    assertThat(report.discrepancies())
        .filteredOn(found -> found.kind() == Kind.MOVEMENT && found.movement() != null)
        .isNotEmpty()
        .allMatch(found -> found.movement().value() == movement);
    assertThat(books.projections()).isEqualTo(projections);
  }

  /**
   * An hour's look sees levels and checkpoints only. A product that is looked at closely is not
   * repaired.
   */
  @Test
  void keepsALevelWhenLevelAndCheckpointAgreeAgainstAMovement() {
    long movement = movementAt(position("reason = 'sale' and quantity < 100"));
    seller.damage(
        "update movement set quantity = quantity + 1 where seller_id = %d and movement_id = %d"
            .formatted(id, movement));
    List<String> projections = books.projections();
    assertThat(books.sync.run(seller.id(), SyncOptions.all()).failures()).isNotEmpty();
    assertThat(books.projections()).isEqualTo(projections);
    VerificationReport report =
        books.verify(
            new VerificationOptions(
                true,
                true,
                new dev.onhand.core.ledger.ProductId(
                    seller.number(
                        "select product_id from movement where movement_id = " + movement)),
                null,
                Audited.AUTHOR));
    assertThat(report.discrepancies()).anyMatch(found -> found.kind() == Kind.SEAL);
    assertThat(report.discrepancies()).noneMatch(Discrepancy::repaired);
    assertThat(books.projections()).isEqualTo(projections);
  }

  @Test
  void namesThePositionOfAMovementThatIsGone() {
    long position = position("reason = 'purchase'");
    seller.damage(
        "delete from movement where seller_id = %d and movement_id = %d"
            .formatted(id, movementAt(position)));
    VerificationReport report = books.nightly();
    assertThat(named(report, Kind.SEAL)).containsExactly(position + "/null");
    assertThat(report.discrepancies().getFirst().stored()).isEqualTo("no movement");
    assertThat(report.discrepancies()).noneMatch(Discrepancy::repaired);
  }

  @Test
  void namesAMovementThatWasSlippedInBetween() {
    long hole =
        seller.number(
            """
            select min(movement_id) + 1 from movement m
            where movement_id > (select min(first_id) + 5 from seal_block)
              and not exists (select 1 from movement n where n.movement_id = m.movement_id + 1)
            """);
    seller.damage(
        """
        insert into movement
        select seller_id, %d, product_id, quantity, from_location_id, from_after, from_on_hand_after,
          to_location_id, to_after, to_on_hand_after, reverses, occurred_at, recorded_at, digest,
          from_place, to_place, reason, 'slipped in', cause_kind, cause_reference, cause_line, actor, note
        from movement where seller_id = %d order by movement_id limit 1
        """
            .formatted(hole, id));
    VerificationReport report = books.nightly();
    assertThat(named(report, Kind.SEAL)).containsExactly("null/" + hole);
  }

  @Test
  void namesTheBlocksThatChangedPlaces() {
    seller.damage(
        """
        update seal_block b
        set content_hash = o.content_hash, hash = o.hash, leaves = o.leaves
        from seal_block o
        where b.seller_id = %1$d and o.seller_id = %1$d
          and (b.first_position, o.first_position) in (
            (1, (select min(first_position) from seal_block where seller_id = %1$d and first_position > 1)),
            ((select min(first_position) from seal_block where seller_id = %1$d and first_position > 1), 1))
        """
            .formatted(id));
    VerificationReport report = books.nightly();
    assertThat(report.discrepancies().getFirst().position()).isEqualTo(1);
    assertThat(report.discrepancies()).anyMatch(found -> found.stored().startsWith("chain hash"));
  }

  @Test
  void namesABlockThatIsGone() {
    long gone =
        seller.number("select min(first_position) from seal_block where first_position > 1");
    seller.damage(
        "delete from seal_block where seller_id = %d and first_position = %d".formatted(id, gone));
    assertThat(Audited.texts(books.nightly()))
        .anyMatch(
            text ->
                text.contains("a block that begins at position")
                    && text.contains("must be position " + gone));
  }

  @Test
  void noticesAtTheHeadThatTheTailWasCut() {
    cutTail();
    VerificationReport report = books.hourly();
    assertThat(report.discrepancies().getFirst().stored()).startsWith("the head is at position");
    assertThat(books.openAlerts()).contains("critical journal");
  }

  /**
   * Who cuts the tail, puts the head back and all levels too, is found out by the head that is
   * known elsewhere.
   */
  @Test
  void noticesByThePublishedHeadThatTheTailWasCutWithCare() {
    PublishedHead published =
        new PublishedHead(
            seller.number("select position from seller_head"),
            new Sha256(seller.rows("select encode(hash, 'hex') from seller_head").getFirst()));
    assertThat(fullWith(published).isClean()).isTrue();
    cutTail();
    seller.damage(
        """
        update seller_head h
        set position = b.last_position, hash = b.hash, sealed_id = b.last_id, cut_id = b.last_id
        from seal_block b
        where h.seller_id = %1$d and b.seller_id = %1$d
          and b.last_position = (select max(last_position) from seal_block where seller_id = %1$d)
        """
            .formatted(id));
    seller.damage("delete from level_checkpoint where seller_id = " + id);
    seller.damage("delete from level_checkpoint_cut where seller_id = " + id);
    seller.damage("delete from stock_checkpoint where seller_id = " + id);
    books.rebuild.run(seller.id(), Audited.AUTHOR);

    assertThat(fullWith(null).isClean()).as("a forgery without a flaw").isTrue();
    VerificationReport report = fullWith(published);
    assertThat(report.discrepancies())
        .singleElement()
        .matches(
            found ->
                found.kind() == Kind.SEAL
                    && found.position() == published.position()
                    && found.calculated().equals(published.hash().hex()));
  }

  @Test
  void noticesThatAllIsGone() {
    seller.damage("delete from movement where seller_id = " + id);
    VerificationReport report = books.nightly();
    assertThat(report.discrepanciesTotal()).isGreaterThan(100);
    assertThat(report.discrepancies().getFirst().position()).isEqualTo(1);
    assertThat(report.discrepancies()).noneMatch(Discrepancy::repaired);

    seller.damage("delete from seal_block where seller_id = " + id);
    assertThat(books.hourly().discrepancies().getFirst().calculated())
        .isEqualTo("no block is there");
    assertThat(SealChain.START.hex()).isNotEqualTo(books.hourly().head().hash().hex());
  }

  @Test
  void noticesThatTheRecordOfASealWasChanged() {
    long position =
        seller.number("select first_position from seal_block order by 1 offset 1 limit 1");
    seller.damage(
        "update seal_block set content_hash = sha256('x') where seller_id = %d and first_position = %d"
            .formatted(id, position));
    assertThat(named(books.nightly(), Kind.SEAL))
        .contains(position + "/null")
        .allMatch(name -> name.equals(position + "/null"));
  }

  private VerificationReport fullWith(PublishedHead published) {
    return books.verify(new VerificationOptions(true, true, null, published, Audited.AUTHOR));
  }

  private void cutTail() {
    long last = seller.number("select max(last_position) from seal_block");
    long keep = seller.number("select max(last_id) from seal_block where last_position < " + last);
    seller.damage(
        "delete from movement where seller_id = %d and movement_id > %d".formatted(id, keep),
        "delete from seal_block where seller_id = %d and last_id > %d".formatted(id, keep));
  }

  private void damageALevel() {
    seller.damage(
        "update stock_level set available = available + 5 where seller_id = %d and product_id = %d"
            .formatted(id, seller.product(2).value()));
  }

  /** The position of a sealed movement somewhere in the middle. */
  private long position(String condition) {
    return seller.number(
        """
        select position from (
          select m.*, row_number() over (order by movement_id) as position from movement m
          where movement_id <= (select sealed_id from seller_head)) as sealed
        where %s
        order by position offset 40 limit 1
        """
            .formatted(condition));
  }

  private long movementAt(long position) {
    return seller.number(
        "select movement_id from movement order by movement_id offset %d limit 1"
            .formatted(position - 1));
  }

  private static List<String> named(VerificationReport report, Kind kind) {
    return report.discrepancies().stream()
        .filter(found -> found.kind() == kind)
        .map(found -> found.position() + "/" + found.movement())
        .toList();
  }
}
