package dev.onhand.engine.imports;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The records of a file one after the other, its header first. Lines without content are passed
 * over.
 */
final class CsvRows implements AutoCloseable {

  /**
   * A note may have 2,000 characters, nothing may have more; what is longer lost its closing quote.
   */
  static final int FIELD_CHARS_MAX = 16_384;

  static final int RECORD_CHARS_MAX = 65_536;
  static final int COLUMNS_MAX = 100;

  private final Handler handler;
  private final CsvReader<CsvRow> reader;
  private final CloseableIterator<CsvRow> records;
  private final List<ColumnChoice.Added> added;
  private final List<String> header;

  private CsvRows(Handler handler, CsvReader<CsvRow> reader, @Nullable ColumnChoice choice) {
    this.handler = handler;
    this.reader = reader;
    this.records = reader.iterator();
    List<String> written = readHeader();
    this.added = choice == null ? List.of() : choice.added();
    this.header = choice == null ? written : choice.header(written);
  }

  /**
   * @throws UnreadableFileException if there is no header, or the file is no table
   */
  static CsvRows open(ImportFile file) throws IOException {
    Character separator = file.layout().separator();
    if (separator == null) {
      throw new UnreadableFileException(
          1, "invalid_header", "The file is JSON, which only orders can be imported from.");
    }
    Handler handler = new Handler();
    CsvReader<CsvRow> reader =
        CsvReader.builder()
            .fieldSeparator(separator)
            .maxBufferSize(FIELD_CHARS_MAX)
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE) // a wrong number is that line's error
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .build(handler, file.open());
    return new CsvRows(handler, reader, file.columns());
  }

  private List<String> readHeader() {
    CsvRow first = nextWritten();
    if (first == null) {
      throw new UnreadableFileException(
          0, "empty_file", "The file has no header: its first line must name the columns.");
    }
    List<String> names = Arrays.asList(first.fields()).subList(0, first.count());
    for (String name : names) {
      if (name.indexOf('\0') >= 0) {
        throw new UnreadableFileException(
            first.line(),
            "charset_unclear",
            "The header has NUL characters, as UTF-16 without a byte order mark does. Say which"
                + " charset the file is in (charset=UTF-16LE), or save it as UTF-8.");
      }
    }
    handler.columns = names.size();
    return List.copyOf(names);
  }

  /** The names of the columns, as written or as they were chosen to be ours. */
  List<String> header() {
    return header;
  }

  /**
   * @return null at the end of the file
   * @throws UnreadableFileException where the file is no CSV any more
   */
  @Nullable CsvRow next() {
    CsvRow row = nextWritten();
    return row == null ? null : row.with(added);
  }

  private @Nullable CsvRow nextWritten() {
    try {
      CsvRow row;
      do {
        row = records.next();
      } while (row.isBlank());
      return row;
    } catch (NoSuchElementException e) {
      return null;
    } catch (CsvParseException e) {
      throw unreadable(e);
    }
  }

  /**
   * The parser says only that something is wrong, and an unclosed quote shows far behind where it
   * opened; the field that was being read began there.
   */
  private UnreadableFileException unreadable(CsvParseException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof UnreadableFileException known) {
      return known;
    }
    return new UnreadableFileException(
        handler.lineOfField,
        "invalid_csv",
        ("The field that begins on line %d cannot be read: its quote is not closed, or it is longer"
                + " than %d characters. Close the quote; a quote inside a quoted field is written"
                + " twice.")
            .formatted(handler.lineOfField, FIELD_CHARS_MAX));
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes records of what the parser finds, and remembers where it is. */
  private static final class Handler extends AbstractBaseCsvCallbackHandler<CsvRow> {
    private int columns = COLUMNS_MAX;
    private String[] fields = {};

    /** The record before: many columns say the same again, and one string serves them all. */
    private @Nullable String[] above = new @Nullable String[COLUMNS_MAX];

    private int chars;
    private long lineOfField = 1;

    @Override
    protected void handleBegin(long startingLine) {
      fields = new String[columns];
      chars = 0;
      lineOfField = startingLine;
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
      chars += length;
      if (chars > RECORD_CHARS_MAX || index >= COLUMNS_MAX) {
        throw new UnreadableFileException(
            getStartingLineNumber(),
            "invalid_csv",
            "The record on line %d has more than %d fields or %d characters."
                .formatted(getStartingLineNumber(), COLUMNS_MAX, RECORD_CHARS_MAX));
      }
      if (quoted) {
        lineOfField += lineBreaks(buffer, offset, length);
      }
      if (index < columns) {
        String same = above[index];
        String value =
            same != null && isSame(same, buffer, offset, length)
                ? same
                : new String(buffer, offset, length);
        above[index] = value;
        fields[index] = value;
      }
    }

    private static boolean isSame(String text, char[] buffer, int offset, int length) {
      if (text.length() != length) {
        return false;
      }
      for (int i = 0; i < length; i++) {
        if (text.charAt(i) != buffer[offset + i]) {
          return false;
        }
      }
      return true;
    }

    private static int lineBreaks(char[] buffer, int offset, int length) {
      int breaks = 0;
      for (int i = offset; i < offset + length; i++) {
        boolean returnOfPair =
            buffer[i] == '\r' && i + 1 < offset + length && buffer[i + 1] == '\n';
        breaks += (buffer[i] == '\n' || buffer[i] == '\r') && !returnOfPair ? 1 : 0;
      }
      return breaks;
    }

    @Override
    protected CsvRow buildRecord() {
      return new CsvRow(getStartingLineNumber(), fields, getFieldCount(), 0);
    }
  }
}
