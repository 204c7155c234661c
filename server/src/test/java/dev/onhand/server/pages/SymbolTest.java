package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.common.BitArray;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.oned.Code128Reader;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolTest {

  private static final Pattern SQUARE = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z");

  private static final Pattern BAR = Pattern.compile("M(\\d+) 0h1v40h-1z");

  @ParameterizedTest
  @ValueSource(strings = {"TEA-1", "a/b & c~", "0012345678905", "X"})
  void barsAreReadAsWhatTheyWereMadeOf(String text) throws Exception {
    Symbol label = Symbol.label(text);
    BitArray dark = new BitArray(label.width());
    BAR.matcher(label.path()).results().forEach(bar -> dark.set(Integer.parseInt(bar.group(1))));

    assertThat(new Code128Reader().decodeRow(0, dark, null).getText()).isEqualTo(text);
    assertThat(BAR.matcher(label.path()).replaceAll("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Käse", "a name that is far too long for the bars on a label"})
  void whatBarsCannotSayIsAQrCode(String text) {
    assertThat(Symbol.label(text)).isEqualTo(Symbol.qr(text));
  }

  @Test
  void isReadAsWhatItWasMadeOf() throws Exception {
    String text = "otpauth://totp/Onhand:jo%40shop.example?secret=GEZDGNBVGY3TQOJQ&issuer=Onhand";
    Symbol code = Symbol.qr(text);

    int margin = 4;
    int size = code.width() - 2 * margin;
    BitMatrix dark = new BitMatrix(size);
    SQUARE
        .matcher(code.path())
        .results()
        .forEach(
            square ->
                dark.set(
                    Integer.parseInt(square.group(1)) - margin,
                    Integer.parseInt(square.group(2)) - margin));

    assertThat(new Decoder().decode(dark).getText()).isEqualTo(text);
    assertThat(SQUARE.matcher(code.path()).replaceAll("")).isEmpty();
  }
}
