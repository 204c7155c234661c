package dev.onhand.engine.imports;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;

/**
 * What a file that is not UTF-8 is probably written in: windows-1252, as Western Windows programs
 * write, or Mac Roman, as old Excel on a Mac does. Each high byte says something: read in the right
 * charset it is mostly a letter that fits between its neighbours.
 */
final class CharsetGuess {

  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final String MAC = "x-MacRoman";

  /** So many high bytes tell enough. */
  private static final int SAMPLES_MAX = 10_000;

  private CharsetGuess() {}

  static Charset of(ImportFile.Bytes bytes) throws IOException {
    int windows = 0;
    int mac = 0;
    // A runtime cut down to few modules has no Mac charsets.
    Charset macRoman = Charset.isSupported(MAC) ? Charset.forName(MAC) : WINDOWS;
    String asWindows = highBytes(WINDOWS);
    String asMac = highBytes(macRoman);
    try (InputStream in = new BufferedInputStream(bytes.open(), 1 << 16)) {
      int before = ' ';
      int here = in.read();
      for (int samples = 0; here >= 0 && samples < SAMPLES_MAX; ) {
        int after = in.read();
        if (here >= 0x80) {
          samples++;
          windows += fit(before, asWindows.charAt(here - 0x80), after);
          mac += fit(before, asMac.charAt(here - 0x80), after);
        }
        before = here;
        here = after;
      }
    }
    return mac > windows ? macRoman : WINDOWS;
  }

  private static String highBytes(Charset charset) {
    byte[] high = new byte[128];
    for (int i = 0; i < high.length; i++) {
      high[i] = (byte) (0x80 + i);
    }
    return new String(high, charset);
  }

  /** How well a character fits between two bytes: only their ASCII letters are known for sure. */
  private static int fit(int before, char c, int after) {
    boolean inWord = isLetter(before) || isLetter(after);
    if (c == '\ufffd' || Character.isISOControl(c)) {
      return -8; // not assigned in this charset
    }
    if (!Character.isLetter(c)) {
      return inWord && isLetter(before) && isLetter(after) && c != '\u2019' ? -2 : 0;
    }
    boolean capitalInside = Character.isUpperCase(c) && before >= 'a' && before <= 'z';
    if (capitalInside) {
      return -2;
    }
    return inWord ? 2 : 0;
  }

  private static boolean isLetter(int b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
  }
}
