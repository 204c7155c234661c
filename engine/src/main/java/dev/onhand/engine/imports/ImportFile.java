package dev.onhand.engine.imports;

import dev.onhand.engine.imports.ImportReport.Layout;
import dev.onhand.model.Separator;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A file whose layout is known: packed or not, its charset and its separator. All of it was read
 * once, so that what comes out of {@link #open} is sound to the end.
 *
 * @param markBytes how many bytes at the start are a byte order mark
 * @param doubt what must be settled before anything may be applied, or null
 * @param columns which of its columns are which of ours; null: its header says so
 */
record ImportFile(
    Path path,
    Layout layout,
    int markBytes,
    @Nullable ImportError doubt,
    @Nullable ColumnChoice columns) {

  /** More than any export. */
  private static final long UNPACKED_BYTES_MAX = 4L << 30;

  /** Tables are packed to a fiftieth at best; what unfolds to more is a trap or a mistake. */
  static final int UNPACKED_RATIO_MAX = 100;

  /** A file may unfold to so much in any case: it costs little to read. */
  static final long UNPACKED_BYTES_FREE = 64L << 20;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int HEADER_CHARS_MAX = 1 << 16;

  /**
   * Reads the whole file once.
   *
   * @param given the charset the caller says, or null to find out
   * @throws UnreadableFileException if there is no reading it
   */
  static ImportFile inspect(Path path, @Nullable Charset given) throws IOException {
    boolean gzip = isGzip(path);
    Encoding encoding;
    try {
      encoding = Encoding.find(() -> unpacked(path, gzip), given);
    } catch (EOFException e) {
      throw new UnreadableFileException(
          0, "unreadable_file", "The gzip file is cut off before its end. Make or send it again.");
    } catch (ZipException e) {
      throw new UnreadableFileException(
          0,
          "unreadable_file",
          "The gzip file is damaged (" + e.getMessage() + "). Make it again.");
    }
    Layout layout = new Layout(encoding.charset().name(), encoding.basis(), null, gzip);
    ImportFile file = new ImportFile(path, layout, encoding.markBytes(), encoding.doubt(), null);
    Character separator = file.beginsAsJson() ? null : (Character) file.separatorOfHeader();
    return new ImportFile(
        path,
        new Layout(layout.charset(), layout.basis(), separator, gzip),
        encoding.markBytes(),
        encoding.doubt(),
        null);
  }

  /** The same with its columns chosen. */
  ImportFile with(@Nullable ColumnChoice chosen) {
    return new ImportFile(path, layout, markBytes, doubt, chosen);
  }

  /** Whether its lines are objects in JSON, rather than CSV. */
  boolean isJson() {
    return layout.separator() == null;
  }

  /** No header of a table begins so. */
  private boolean beginsAsJson() throws IOException {
    try (Reader text = open()) {
      int c = text.read();
      for (int i = 0; i < HEADER_CHARS_MAX && c >= 0 && Character.isWhitespace(c); i++) {
        c = text.read();
      }
      return c == '{';
    }
  }

  /** The text from its first character on, each time anew. */
  Reader open() throws IOException {
    InputStream bytes = unpacked(path, layout.gzip());
    bytes.skipNBytes(markBytes);
    // What is malformed was found when the file was inspected; only a preview gets here with any.
    return new InputStreamReader(
        bytes,
        Charset.forName(layout.charset())
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE));
  }

  private static boolean isGzip(Path path) throws IOException {
    byte[] magic;
    try (InputStream bytes = Files.newInputStream(path)) {
      magic = bytes.readNBytes(4);
    }
    if (magic.length == 0) {
      throw new UnreadableFileException(0, "empty_file", "The file is empty.");
    }
    if (startsWith(magic, 'P', 'K', 3, 4)) {
      throw new UnreadableFileException(
          0,
          "unreadable_file",
          "The file is a zip archive or an Excel workbook. Save it as CSV (or pack that with gzip).");
    }
    return startsWith(magic, 0x1f, 0x8b);
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    for (int i = 0; i < start.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != start[i]) {
        return false;
      }
    }
    return true;
  }

  private static InputStream unpacked(Path path, boolean gzip) throws IOException {
    InputStream bytes = Files.newInputStream(path);
    try {
      return gzip
          ? new BoundedStream(new GZIPInputStream(bytes, BUFFER_BYTES), unpackedMax(path))
          : new BufferedInputStream(new BoundedStream(bytes, UNPACKED_BYTES_MAX), BUFFER_BYTES);
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  private static long unpackedMax(Path path) throws IOException {
    long ratio = Math.max(UNPACKED_BYTES_FREE, Files.size(path) * UNPACKED_RATIO_MAX);
    return Math.min(UNPACKED_BYTES_MAX, ratio);
  }

  private char separatorOfHeader() throws IOException {
    char[] beginning = new char[HEADER_CHARS_MAX];
    try (Reader text = open()) {
      int length = 0;
      for (int read = 0; read >= 0 && length < beginning.length; ) {
        length += read;
        read = text.read(beginning, length, beginning.length - length);
      }
      return Separator.of(new String(beginning, 0, length));
    }
  }

  /** Where the bytes come from, as often as they are needed. */
  interface Bytes {
    InputStream open() throws IOException;
  }

  /** A stream that refuses to grow beyond so many bytes. */
  private static final class BoundedStream extends FilterInputStream {
    private final long bytesMax;
    private long left;

    BoundedStream(InputStream in, long bytesMax) {
      super(in);
      this.bytesMax = bytesMax;
      this.left = bytesMax;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      left -= Math.max(count, 0);
      if (left < 0) {
        throw new UnreadableFileException(
            0,
            "too_large",
            "The file has more than %d MiB (unpacked)%s. Split it and import the parts."
                .formatted(
                    bytesMax >> 20,
                    bytesMax < UNPACKED_BYTES_MAX
                        ? ", which is more than %d times its packed size"
                            .formatted(UNPACKED_RATIO_MAX)
                        : ""));
      }
      return count;
    }
  }
}
