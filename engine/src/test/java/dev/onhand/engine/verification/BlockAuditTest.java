package dev.onhand.engine.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.MovementId;
import dev.onhand.engine.verification.BlockFacts.Found;
import dev.onhand.engine.verification.BlockFacts.Previous;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockAuditTest {

  private static final Sha256 CONTENT = new Sha256("ab".repeat(32));
  private static final Sha256 OTHER = new Sha256("cd".repeat(32));
  private static final Previous BEFORE = new Previous(10, 100, OTHER);
  private static final SealBlock BLOCK = new SealBlock(11, 14, 101, 109, CONTENT);

  @Test
  void acceptsABlockInItsPlace() {
    assertThat(BlockAudit.chain(facts(BLOCK, SealChain.hash(OTHER, BLOCK), BEFORE))).isEmpty();
    SealBlock first = new SealBlock(1, 4, 1, 9, CONTENT);
    assertThat(BlockAudit.chain(facts(first, SealChain.hash(SealChain.START, first), null)))
        .isEmpty();
  }

  @Test
  void namesABlockThatDoesNotFollowTheOneBefore() {
    SealBlock late = new SealBlock(12, 15, 101, 109, CONTENT);
    assertThat(BlockAudit.chain(facts(late, SealChain.hash(OTHER, late), BEFORE)))
        .extracting(Discrepancy::text)
        .containsExactly(
            "seal at position 12: a block that begins at position 12, must be position 11");
    assertThat(BlockAudit.chain(facts(BLOCK, CONTENT, BEFORE)))
        .singleElement()
        .matches(found -> found.stored().startsWith("chain hash " + CONTENT));
  }

  @Test
  void knowsABlockByItsMovements() {
    assertThat(holds(new Found(4, 101, 109, CONTENT))).isTrue();
    assertThat(holds(new Found(4, 101, 109, OTHER))).isFalse();
    assertThat(holds(new Found(3, 101, 109, CONTENT))).isFalse();
    assertThat(holds(new Found(4, 102, 109, CONTENT))).isFalse();
    assertThat(holds(new Found(4, 101, 108, CONTENT))).isFalse();
    assertThat(holds(new Found(0, 0, 0, null))).isFalse();
  }

  @Test
  void namesMovementsThatChanged() {
    assertThat(differences(leaves(101, 1, 103, 2, 105, 9, 109, 4)))
        .containsExactly("13/105 changed: hash 0000000000000009");
    assertThat(differences(leaves(101, 8, 103, 7, 105, 3, 109, 4)))
        .containsExactly(
            "11/101 changed: hash 0000000000000008", "12/103 changed: hash 0000000000000007");
  }

  @Test
  void namesPositionsWhoseMovementIsGone() {
    assertThat(differences(leaves(103, 2, 109, 4)))
        .containsExactly("11/null no movement", "13/null no movement");
    assertThat(differences(leaves(101, 1, 103, 2, 105, 3))).containsExactly("14/null no movement");
    assertThat(differences(List.of())).hasSize(4);
  }

  @Test
  void namesMovementsThatWereNeverSealed() {
    assertThat(differences(leaves(101, 1, 102, 7, 103, 2, 105, 3, 109, 4)))
        .containsExactly("null/102 a movement between those of the block from position 11");
    assertThat(differences(leaves(101, 1, 103, 2, 105, 3, 106, 8, 107, 9, 109, 4)))
        .containsExactly(
            "null/106 a movement between those of the block from position 11",
            "null/107 a movement between those of the block from position 11");
  }

  @Test
  void namesTheRecordOfTheBlockWhenItsMovementsAreWhatTheyWere() {
    assertThat(differences(leaves(101, 1, 103, 2, 105, 3, 109, 4)))
        .singleElement()
        .asString()
        .startsWith("11/null content hash " + CONTENT);
  }

  @Test
  void namesNoMoreThanAPersonCanRead() {
    List<Long> sealed = new ArrayList<>();
    for (long i = 0; i < 1_000; i++) {
      sealed.add(i);
    }
    SealBlock large = new SealBlock(1, 1_000, 1, 1_000, CONTENT);
    assertThat(BlockAudit.differences(facts(large, CONTENT, null), sealed, List.of())).hasSize(100);
  }

  private static boolean holds(Found found) {
    return BlockAudit.holdsItsMovements(new BlockFacts(BLOCK, CONTENT, BEFORE, found));
  }

  private static List<String> differences(List<Leaf> now) {
    return BlockAudit.differences(
            facts(BLOCK, SealChain.hash(OTHER, BLOCK), BEFORE), Arrays.asList(1L, 2L, 3L, 4L), now)
        .stream()
        .map(found -> found.position() + "/" + found.movement() + " " + found.stored())
        .toList();
  }

  private static BlockFacts facts(SealBlock block, Sha256 hash, Previous previous) {
    return new BlockFacts(block, hash, previous, new Found(4, 101, 109, OTHER));
  }

  private static List<Leaf> leaves(long... idsAndHashes) {
    List<Leaf> leaves = new ArrayList<>();
    for (int i = 0; i < idsAndHashes.length; i += 2) {
      leaves.add(new Leaf(new MovementId(idsAndHashes[i]), idsAndHashes[i + 1]));
    }
    return leaves;
  }
}
