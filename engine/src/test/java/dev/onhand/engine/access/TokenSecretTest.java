package dev.onhand.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenSecretTest {

  private final TokenSecret secret = TokenSecret.create(new Random(1));

  @Test
  void hasAShapeThatScannersKnow() {
    assertThat(secret.reveal()).matches("onh_live_[0-9A-Za-z]{36}");
    assertThat(secret.shownPrefix()).isEqualTo(secret.reveal().substring(0, 13));
  }

  @Test
  void isReadAgain() {
    assertThat(TokenSecret.parse(secret.reveal()).orElseThrow().hash()).isEqualTo(secret.hash());
    assertThat(TokenHash.ofBytes(secret.hash().toBytes())).isEqualTo(secret.hash());
  }

  @Test
  void tellsEverySlipOfOneCharacter() {
    String text = secret.reveal();
    for (int i = 0; i < text.length(); i++) {
      char other = text.charAt(i) == 'x' ? 'y' : 'x';
      String slip = text.substring(0, i) + other + text.substring(i + 1);
      assertThat(TokenSecret.parse(slip)).as(slip).isEmpty();
    }
  }

  @Test
  void tellsSwappedAndMissingCharacters() {
    String text = secret.reveal();
    for (int i = 9; i < text.length() - 1; i++) {
      String swapped =
          text.substring(0, i) + text.charAt(i + 1) + text.charAt(i) + text.substring(i + 2);
      if (!swapped.equals(text)) {
        assertThat(TokenSecret.parse(swapped)).as(swapped).isEmpty();
      }
    }
    assertThat(TokenSecret.parse(text.substring(0, 44))).isEmpty();
    assertThat(TokenSecret.parse(text + "0")).isEmpty();
    assertThat(TokenSecret.parse("")).isEmpty();
  }

  @Test
  void neverShowsItself() {
    assertThat(secret.toString() + secret.hash()).isEqualTo("******");
  }
}
