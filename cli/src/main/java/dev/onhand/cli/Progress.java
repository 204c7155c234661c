package dev.onhand.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** A stream that shows on a terminal how far it has been read. */
final class Progress extends FilterInputStream {

  private static final Duration BETWEEN_PAINTINGS = Duration.ofMillis(100);
  private static final int BAR_WIDTH = 30;
  private static final String CLEAR_LINE = "\r\033[K";

  private final String name;
  private final long length;
  private final Painter painter;
  private final Instant start;
  private Instant painted;
  private long done;

  /**
   * Where the bar is painted.
   *
   * @param visible false paints nothing
   */
  record Painter(PrintStream stream, InstantSource clock, boolean visible) {}

  /**
   * A stream that is about to be read.
   *
   * @param length in bytes, -1 if unknown
   */
  Progress(InputStream in, String name, long length, Painter painter) {
    super(in);
    this.name = Plain.text(name);
    this.length = length;
    this.painter = painter;
    this.start = painter.clock().instant();
    this.painted = Instant.EPOCH;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    advance(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    int read = super.read(bytes, offset, count);
    advance(Math.max(read, 0));
    return read;
  }

  /** Takes the bar away, when the answer is there; the stream itself is closed long before. */
  void clear() {
    if (painter.visible()) {
      painter.stream().print(CLEAR_LINE);
      painter.stream().flush();
    }
  }

  private void advance(int bytes) {
    done += bytes;
    Instant now = painter.clock().instant();
    boolean due = !now.isBefore(painted.plus(BETWEEN_PAINTINGS)) || (bytes > 0 && done == length);
    if (painter.visible() && due) {
      painted = now;
      painter.stream().print(CLEAR_LINE + bar(now));
      painter.stream().flush();
    }
  }

  private String bar(Instant now) {
    double megabytes = done / 1e6;
    double seconds = Math.max(0.001, Duration.between(start, now).toMillis() / 1000.0);
    if (length <= 0) {
      return String.format(
          Locale.ROOT, "%s  %.1f MB, %.1f MB/s", name, megabytes, megabytes / seconds);
    }
    if (done >= length) {
      return name + "  sent; the server is working ...";
    }
    int filled = (int) (BAR_WIDTH * done / length);
    return String.format(
        Locale.ROOT,
        "%s  [%s%s] %3d %%  %.1f MB/s",
        name,
        "#".repeat(filled),
        "-".repeat(BAR_WIDTH - filled),
        100 * done / length,
        megabytes / seconds);
  }
}
