package dev.onhand.engine.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SealChainTest {

  private static final Sha256 CONTENT = new Sha256("0123456789abcdef".repeat(4));
  private static final SealBlock BLOCK = new SealBlock(1, 1_000, 17, 1_020, CONTENT);

  @Test
  void beginsWithTheHashOfNothing() {
    assertThat(SealChain.START.hex())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  /** A journal that was sealed stays verifiable for ever, so this value never changes. */
  @Test
  void givesTheSameHashForEver() {
    assertThat(SealChain.hash(SealChain.START, BLOCK).hex())
        .isEqualTo("b1063b766f6aa7a30125ce8883e9982cc1c992169e60c1e88468d7b7043166ea");
  }

  @Test
  void dependsOnEverythingInABlockAndOnWhatWasBefore() {
    Sha256 hash = SealChain.hash(SealChain.START, BLOCK);
    List<Sha256> others =
        List.of(
            SealChain.hash(CONTENT, BLOCK),
            SealChain.hash(SealChain.START, new SealBlock(2, 1_000, 17, 1_020, CONTENT)),
            SealChain.hash(SealChain.START, new SealBlock(1, 1_001, 17, 1_020, CONTENT)),
            SealChain.hash(SealChain.START, new SealBlock(1, 1_000, 18, 1_020, CONTENT)),
            SealChain.hash(SealChain.START, new SealBlock(1, 1_000, 17, 1_021, CONTENT)),
            SealChain.hash(SealChain.START, new SealBlock(1, 1_000, 17, 1_020, hash)));
    assertThat(others).doesNotContain(hash).doesNotHaveDuplicates();
  }

  @Test
  void refusesWhatIsNoHash() {
    assertThatThrownBy(() -> new Sha256("abc"))
        .hasMessage("a SHA-256 hash is 64 hexadecimal digits (0-9, a-f), not 'abc'");
  }
}
