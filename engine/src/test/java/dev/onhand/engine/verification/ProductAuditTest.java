package dev.onhand.engine.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.State;
import dev.onhand.engine.stock.LevelUnits;
import dev.onhand.engine.verification.JournalEntry.End;
import dev.onhand.engine.verification.ProductFacts.Note;
import dev.onhand.engine.verification.ProductFacts.StoredCheckpoint;
import dev.onhand.engine.verification.ProductFacts.StoredLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProductAuditTest {

  private static final ProductId PRODUCT = new ProductId(7);
  private static final LocationId HERE = new LocationId(3);
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final long CUT = 2;

  private final ProductReplay replay = new ProductReplay(PRODUCT, CUT, 0, location -> 0L);
  private final List<Note> notes = new ArrayList<>();
  private long id;
  private long believed;

  @Test
  void isCleanWhereAllAgrees() {
    in(10);
    out(4);
    in(1);
    assertThat(audit(level(7), checkpoint(2, 6), false).isClean()).isTrue();
  }

  @Test
  void namesEachStateOfALevelThatIsWrong() {
    in(10);
    out(4);
    ProductAudit audit = audit(new LevelUnits(5, 1, 0, 0, 0, 0), checkpoint(2, 6), false);
    assertThat(texts(audit))
        .containsExactly(
            "level, product 7 at location 3, available: 5, must be 6",
            "level, product 7 at location 3, reserved: 1, must be 0");
    assertThat(audit.levels()).containsOnlyKeys(HERE);
    assertThat(audit.levels().get(HERE).units()).isEqualTo(level(6));
    assertThat(audit.repaired()).allMatch(Discrepancy::repaired);
  }

  @Test
  void namesACheckpointThatIsWrong() {
    in(10);
    out(4);
    ProductAudit wrongSum = audit(level(6), checkpoint(2, 5), false);
    assertThat(texts(wrongSum))
        .containsExactly("checkpoint, product 7 at location 3, available: 5, must be 6");
    assertThat(wrongSum.checkpoints()).isTrue();
    assertThat(wrongSum.levels()).isEmpty();
    assertThat(texts(audit(level(6), checkpoint(1, 6), false)))
        .containsExactly("checkpoint, product 7 at location 3, movements: 1, must be 2");
  }

  /** Two rows that know nothing of each other are not wrong by the same: a movement is. */
  @Test
  void doubtsMovementsThatLevelAndCheckpointAgreeAgainst() {
    in(10);
    out(4);
    ProductAudit doubtful = audit(level(8), checkpoint(2, 8), false);
    assertThat(doubtful.inDoubt()).isTrue();
    assertThat(doubtful.canRepair()).isFalse();
    assertThat(doubtful.repaired()).noneMatch(Discrepancy::repaired);
    assertThat(doubtful.discrepancies())
        .anyMatch(found -> found.kind() == Discrepancy.Kind.MOVEMENT);

    ProductAudit sealed = audit(level(8), checkpoint(2, 8), true);
    assertThat(sealed.inDoubt()).as("the seals hold, so the movements are right").isFalse();
    assertThat(sealed.levels()).containsOnlyKeys(HERE);
    assertThat(sealed.checkpoints()).isTrue();
  }

  @Test
  void doubtsMovementsThatSayBalancesTheyDoNotAddUpTo() {
    in(10);
    believed += 5; // the level was changed by hand, or the next movement was
    out(4);
    ProductAudit doubtful = audit(level(11), checkpoint(2, 6), false);
    assertThat(doubtful.inDoubt()).isTrue();
    assertThat(doubtful.discrepancies())
        .filteredOn(found -> found.kind() == Discrepancy.Kind.MOVEMENT)
        .extracting(found -> found.movement().value() + " " + found.state() + " " + found.stored())
        .containsExactly("2 available 11", "2 on_hand 11");

    ProductAudit sealed = audit(level(11), checkpoint(2, 6), true);
    assertThat(texts(sealed))
        .as("the seals hold, so it was the level")
        .containsExactly("level, product 7 at location 3, available: 11, must be 6");
    assertThat(sealed.canRepair()).isTrue();
  }

  @Test
  void takesARepairedLevelForTheReasonOfWrongBalances() {
    in(10);
    believed += 5;
    out(4);
    out(1);
    believed -= 5; // repaired
    in(2);
    ProductFacts unexplained = facts(level(7), checkpoint(2, 6));
    assertThat(ProductAudit.of(unexplained, true).discrepancies())
        .hasSize(2)
        .allMatch(found -> found.movement().equals(new MovementId(2)));
    assertThat(ProductAudit.of(unexplained, true).inDoubt()).isFalse();
    assertThat(ProductAudit.of(unexplained, false).inDoubt()).isTrue();

    notes.add(new Note(HERE, null, START.plus(Duration.ofHours(3)).plusSeconds(90)));
    assertThat(audit(level(7), checkpoint(2, 6), false).isClean()).isTrue();
    notes.set(0, new Note(HERE, null, START.plus(Duration.ofHours(9))));
    assertThat(audit(level(7), checkpoint(2, 6), false).isClean()).as("too late").isFalse();
    notes.set(0, new Note(new LocationId(4), null, START.plus(Duration.ofHours(3))));
    assertThat(audit(level(7), checkpoint(2, 6), false).isClean()).as("elsewhere").isFalse();
  }

  @Test
  void saysOnceOnlyWhichSealedMovementIsOdd() {
    in(10);
    believed += 5;
    out(4);
    believed -= 5;
    in(2);
    notes.add(new Note(null, new MovementId(2), START.plus(Duration.ofDays(9))));
    assertThat(audit(level(8), checkpoint(2, 6), true).isClean()).isTrue();
    assertThat(audit(level(8), checkpoint(2, 6), false).isClean())
        .as("unless the seals may be broken")
        .isFalse();
  }

  @Test
  void doubtsMovementsThatAddUpToLessThanNothing() {
    id++;
    replay.add(entry(new End(HERE, State.RESERVED, -3, -3), null, 3));
    ProductAudit audit = audit(level(0), null, true);
    assertThat(audit.inDoubt()).isTrue();
    assertThat(texts(audit))
        .anyMatch(text -> text.contains("movements that add up to -3, must be 0 or more"));
  }

  @Test
  void namesALevelThatIsMissingAndOneThatIsTooMany() {
    in(10);
    ProductAudit missing =
        ProductAudit.of(new ProductFacts(replay, List.of(), List.of(), List.of(), notes), false);
    assertThat(texts(missing))
        .contains("level, product 7 at location 3: no level, must be available 10");
    LocationId elsewhere = new LocationId(4);
    ProductAudit tooMany =
        ProductAudit.of(
            new ProductFacts(
                replay,
                List.of(
                    new StoredLevel(HERE, level(10), 0L, null),
                    new StoredLevel(elsewhere, level(2), 0L, null)),
                List.of(new StoredCheckpoint(HERE, 1, level(10))),
                List.of(),
                notes),
            false);
    assertThat(texts(tooMany))
        .containsExactly("level, product 7 at location 4, available: 2, must be 0");
    assertThat(tooMany.levels().get(elsewhere).units()).isEqualTo(LevelUnits.NONE);
  }

  @Test
  void namesAMarkThatDoesNotFitTheFloor() {
    in(10);
    ProductFacts marked =
        new ProductFacts(
            replay,
            List.of(new StoredLevel(HERE, level(10), 0L, START)),
            List.of(new StoredCheckpoint(HERE, 1, level(10))),
            List.of(),
            notes);
    assertThat(texts(ProductAudit.of(marked, false)))
        .containsExactly(
            "level, product 7 at location 3, below_floor_since: marked, must be not marked");
  }

  private void in(long units) {
    id++;
    believed += units;
    replay.add(entry(null, new End(HERE, State.AVAILABLE, believed, believed), units));
  }

  private void out(long units) {
    id++;
    believed -= units;
    replay.add(entry(new End(HERE, State.AVAILABLE, believed, believed), null, units));
  }

  private JournalEntry entry(End from, End to, long units) {
    Instant at = START.plus(Duration.ofHours(id));
    return new JournalEntry(new MovementId(id), PRODUCT, units, from, to, at, at);
  }

  private ProductFacts facts(LevelUnits level, StoredCheckpoint checkpoint) {
    return new ProductFacts(
        replay,
        List.of(new StoredLevel(HERE, level, 0L, null)),
        checkpoint == null ? List.of() : List.of(checkpoint),
        List.of(),
        notes);
  }

  private ProductAudit audit(LevelUnits level, StoredCheckpoint checkpoint, boolean sealsHold) {
    return ProductAudit.of(facts(level, checkpoint), sealsHold);
  }

  private static LevelUnits level(long available) {
    return new LevelUnits(available, 0, 0, 0, 0, 0);
  }

  private static StoredCheckpoint checkpoint(long movements, long available) {
    return new StoredCheckpoint(HERE, movements, level(available));
  }

  private static List<String> texts(ProductAudit audit) {
    return audit.discrepancies().stream().map(Discrepancy::text).toList();
  }
}
