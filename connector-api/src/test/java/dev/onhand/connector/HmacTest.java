package dev.onhand.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HmacTest {

  private static final byte[] MESSAGE =
      "what do ya want for nothing?".getBytes(StandardCharsets.UTF_8);
  private static final Secret KEY = Secret.of("Jefe");

  @Test
  void signsAsRfc4231Does() {
    assertThat(HexFormat.of().formatHex(Hmac.sha256(KEY, MESSAGE)))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  @Test
  void knowsAForgery() {
    byte[] signature = Hmac.sha256(KEY, MESSAGE);
    assertThat(Hmac.isOf(signature, KEY, MESSAGE)).isTrue();

    signature[31] ^= 1;

    assertThat(Hmac.isOf(signature, KEY, MESSAGE)).isFalse();
    assertThat(Hmac.isOf(new byte[0], KEY, MESSAGE)).isFalse();
  }

  @Test
  void partsAreOneBehindTheOther() {
    byte[] start = "what do ya want ".getBytes(StandardCharsets.UTF_8);
    byte[] end = "for nothing?".getBytes(StandardCharsets.UTF_8);

    assertThat(Hmac.hexSha256(KEY, start, new byte[0], end))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    assertThat(Hmac.isHexOf(Hmac.hexSha256(KEY, MESSAGE), KEY, start, end)).isTrue();
    assertThat(Hmac.isHexOf(Hmac.hexSha256(KEY, MESSAGE), KEY, end, start)).isFalse();
    assertThat(Hmac.isHexOf("", KEY, MESSAGE)).isFalse();
  }
}
