package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QrCodeTest {

  private static final Pattern SQUARE = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z");

  @Test
  void isReadAsWhatItWasMadeOf() throws Exception {
    String text = "otpauth://totp/Onhand:jo%40shop.example?secret=GEZDGNBVGY3TQOJQ&issuer=Onhand";
    QrCode code = QrCode.of(text);

    int margin = 4;
    int size = code.size() - 2 * margin;
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
