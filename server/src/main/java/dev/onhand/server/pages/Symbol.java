package dev.onhand.server.pages;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.oned.Code128Writer;
import com.google.zxing.qrcode.QRCodeWriter;
import java.util.Map;

/**
 * What a scanner or a telephone reads, to be drawn in so many units.
 *
 * @param path what is dark, as the path of an SVG
 */
public record Symbol(int width, int height, String path) {

  /** So much that is light is to be around a QR code. */
  private static final int QR_MARGIN = 4;

  /** The same beside bars. */
  private static final int BARS_MARGIN = 10;

  private static final int BARS_HEIGHT = 40;

  /** More would be too wide for a label. */
  private static final int BARS_LENGTH_MAX = 32;

  /**
   * What is scanned as this text: bars (Code 128), or a QR code where it is long or has signs that
   * bars have not.
   */
  static Symbol label(String text) {
    boolean isPlain = text.chars().allMatch(each -> each >= ' ' && each <= '~');
    return isPlain && text.length() <= BARS_LENGTH_MAX ? bars(text) : qr(text);
  }

  private static Symbol bars(String text) {
    boolean[] dark = new Code128Writer().encode(text);
    StringBuilder path = new StringBuilder();
    for (int x = 0; x < dark.length; x++) {
      if (dark[x]) {
        path.append('M').append(x + BARS_MARGIN).append(" 0h1v").append(BARS_HEIGHT).append("h-1z");
      }
    }
    return new Symbol(dark.length + 2 * BARS_MARGIN, BARS_HEIGHT, path.toString());
  }

  static Symbol qr(String text) {
    BitMatrix matrix;
    try {
      matrix =
          new QRCodeWriter()
              .encode(text, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.MARGIN, QR_MARGIN));
    } catch (WriterException e) {
      throw new IllegalArgumentException("the text is too long for a QR code", e);
    }
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < matrix.getHeight(); y++) {
      for (int x = 0; x < matrix.getWidth(); x++) {
        if (matrix.get(x, y)) {
          path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
        }
      }
    }
    return new Symbol(matrix.getWidth(), matrix.getHeight(), path.toString());
  }
}
