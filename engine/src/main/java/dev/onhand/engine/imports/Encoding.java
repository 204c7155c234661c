package dev.onhand.engine.imports;

import dev.onhand.engine.imports.ImportReport.Layout.Basis;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a file's characters are written in. A byte order mark says it; else the caller; else the
 * file is UTF-8 if all of it is valid UTF-8. What is none of these is guessed at, for a preview,
 * and never applied on a guess.
 *
 * @param doubt why it must not be applied yet, or null
 */
record Encoding(Charset charset, Basis basis, int markBytes, @Nullable ImportError doubt) {

  private static final int BUFFER_SIZE = 1 << 16;

  static Encoding find(ImportFile.Bytes bytes, @Nullable Charset given) throws IOException {
    byte[] start;
    try (InputStream in = bytes.open()) {
      start = in.readNBytes(3);
    }
    Encoding supposed = fromMark(start, given);
    Malformed malformed = firstMalformed(bytes, supposed);
    if (malformed == null) {
      return supposed;
    }
    if (supposed.basis != Basis.VALID) {
      return new Encoding(
          supposed.charset,
          supposed.basis,
          supposed.markBytes,
          doubt(
              malformed,
              "The byte %s is not %s. Save the file as UTF-8, or say which charset it is in."
                  .formatted(malformed.hex(), supposed.charset.name())));
    }
    Charset guess = CharsetGuess.of(bytes);
    return new Encoding(
        guess,
        Basis.GUESS,
        0,
        doubt(
            malformed,
            ("The byte %s is not UTF-8; the file looks like %s. Check the preview and say"
                    + " charset=%s if it reads well, or save the file as UTF-8.")
                .formatted(malformed.hex(), guess.name(), guess.name())));
  }

  private static ImportError doubt(Malformed malformed, String detail) {
    return new ImportError(malformed.line, null, "charset_unclear", detail);
  }

  private static Encoding fromMark(byte[] start, @Nullable Charset given) {
    int a = start.length > 0 ? start[0] & 0xff : 0;
    int b = start.length > 1 ? start[1] & 0xff : 0;
    int c = start.length > 2 ? start[2] & 0xff : 0;
    if (a == 0xef && b == 0xbb && c == 0xbf) {
      return new Encoding(StandardCharsets.UTF_8, Basis.MARK, 3, null);
    }
    if (a == 0xff && b == 0xfe) {
      return new Encoding(StandardCharsets.UTF_16LE, Basis.MARK, 2, null);
    }
    if (a == 0xfe && b == 0xff) {
      return new Encoding(StandardCharsets.UTF_16BE, Basis.MARK, 2, null);
    }
    return given == null
        ? new Encoding(StandardCharsets.UTF_8, Basis.VALID, 0, null)
        : new Encoding(given, Basis.GIVEN, 0, null);
  }

  private record Malformed(long line, int firstByte) {
    String hex() {
      return "0x%02X".formatted(firstByte);
    }
  }

  private static @Nullable Malformed firstMalformed(ImportFile.Bytes bytes, Encoding supposed)
      throws IOException {
    CharsetDecoder decoder =
        supposed
            .charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.allocate(BUFFER_SIZE);
    CharBuffer out = CharBuffer.allocate(BUFFER_SIZE);
    LineCounter lines = new LineCounter();
    try (InputStream stream = bytes.open()) {
      stream.skipNBytes(supposed.markBytes);
      for (boolean end = false; !end; ) {
        int count = stream.read(in.array(), in.position(), in.remaining());
        end = count < 0;
        in.position(in.position() + Math.max(count, 0)).flip();
        CoderResult result;
        do {
          result = decoder.decode(in, out, end);
          lines.count(out.flip());
          out.clear();
        } while (result.isOverflow());
        if (result.isError()) {
          return new Malformed(lines.line, in.get(in.position()) & 0xff);
        }
        in.compact();
      }
    }
    return null;
  }

  /** Counts lines that end in LF, CR LF or CR. */
  private static final class LineCounter {
    private long line = 1;
    private boolean afterReturn;

    void count(CharBuffer text) {
      char[] chars = text.array();
      int end = text.limit();
      for (int i = 0; i < end; i++) {
        char c = chars[i];
        if (c > '\r') {
          afterReturn = false;
        } else {
          line += c == '\r' || (c == '\n' && !afterReturn) ? 1 : 0;
          afterReturn = c == '\r';
        }
      }
    }
  }
}
