package dev.onhand.store.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is worth nothing to whoever has the database, and not the key. */
class SecretBoxTest {

  private static final String TEXT = "shpat_1234567890";
  private static final String PLACE = "1|2|settings";

  private final Random random = new Random(20261127);
  private final SecretBox box =
      new SecretBox(SecretBox.newKey(random::nextBytes), random::nextBytes);

  @Test
  void opensWhatItSealedInItsPlace() {
    assertThat(box.open(PLACE, box.seal(PLACE, Secret.of(TEXT))).reveal()).isEqualTo(TEXT);
  }

  @Test
  void opensNothingThatWasCopiedToAnotherPlace() {
    byte[] sealed = box.seal(PLACE, Secret.of(TEXT));

    assertThatThrownBy(() -> box.open("2|2|settings", sealed))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void opensNothingWithAnotherKey() {
    byte[] sealed = box.seal(PLACE, Secret.of(TEXT));
    SecretBox other = new SecretBox(SecretBox.newKey(random::nextBytes), random::nextBytes);

    assertThatThrownBy(() -> other.open(PLACE, sealed)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void opensNothingOfWhichOneBitWasChanged() {
    byte[] sealed = box.seal(PLACE, Secret.of(TEXT));
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> box.open(PLACE, changed))
          .as("byte %d", i)
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void showsNeitherTheTextNorThatTwoAreTheSame() {
    byte[] one = box.seal(PLACE, Secret.of(TEXT));

    assertThat(new String(one, StandardCharsets.ISO_8859_1)).doesNotContain(TEXT);
    assertThat(one).isNotEqualTo(box.seal(PLACE, Secret.of(TEXT)));
  }
}
