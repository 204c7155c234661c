package dev.onhand.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

  private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  /** RFC 6238, appendix B: of its eight digits the last six. */
  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void makesTheCodesOfTheStandard(long second, String code) {
    assertThat(Totp.code(SECRET, Totp.stepAt(Instant.ofEpochSecond(second)))).isEqualTo(code);
  }

  @Test
  void takesTheCodeOfThisHalfMinuteAndThoseBesideIt() {
    Instant now = Instant.ofEpochSecond(1234567890);
    String code = Totp.code(SECRET, Totp.stepAt(now));

    assertThat(Totp.step(SECRET, code, now)).hasValue(1234567890 / 30);
    assertThat(Totp.step(SECRET, code, now.plus(Totp.STEP))).hasValue(1234567890 / 30);
    assertThat(Totp.step(SECRET, code, now.minus(Totp.STEP))).hasValue(1234567890 / 30);
    assertThat(Totp.step(SECRET, code, now.plus(Totp.STEP.multipliedBy(2)))).isEmpty();
    assertThat(Totp.step(SECRET, code, now.minus(Totp.STEP.multipliedBy(2)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"''", "5924", "0005924", "00592٤", "abcdef"})
  void takesNothingElse(String typed) {
    assertThat(Totp.step(SECRET, typed, Instant.ofEpochSecond(1234567890))).isEmpty();
  }

  /** RFC 4648, section 10, without its padding. */
  @ParameterizedTest
  @CsvSource({
    "f, MY",
    "fo, MZXQ",
    "foo, MZXW6",
    "foob, MZXW6YQ",
    "fooba, MZXW6YTB",
    "foobar, MZXW6YTBOI",
    "12345678901234567890, GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
  })
  void writesASecretInBase32(String text, String base32) {
    assertThat(Totp.base32(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(base32);
  }
}
