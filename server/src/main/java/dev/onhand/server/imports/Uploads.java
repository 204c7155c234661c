package dev.onhand.server.imports;

import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * Takes files in to a directory of their own, under names of its own, and forgets them when they
 * were dealt with. A file has to be read more than once, so it cannot be read off the wire.
 */
final class Uploads {

  /** Packed, some hundred million lines. */
  static final long BYTES_MAX = 2L << 30;

  /** What the database and the log need to go on. */
  static final long DISK_LEFT_MIN = 512L << 20;

  private static final int BUFFER_BYTES = 1 << 16;

  /** The disk is looked at again after so many bytes. */
  private static final long LOOK_EVERY = 64L << 20;

  private static final String PREFIX = "import-";

  private final Path directory;
  private final long bytesMax;
  private final long diskLeftMin;

  /**
   * @param directory is made if it is not there; what a crash left in it is removed
   */
  Uploads(Path directory, long bytesMax, long diskLeftMin) {
    this.directory = directory;
    this.bytesMax = bytesMax;
    this.diskLeftMin = diskLeftMin;
    try {
      Files.createDirectories(directory);
      removeLeftOvers();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write in " + directory, e);
    }
  }

  private void removeLeftOvers() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        if (String.valueOf(file.getFileName()).startsWith(PREFIX)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /**
   * A file that came in.
   *
   * @param sha256 of its bytes, in hexadecimal digits
   */
  record Upload(Path file, String sha256) implements AutoCloseable {
    @Override
    public void close() {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot remove " + file, e);
      }
    }
  }

  /**
   * Takes a file in.
   *
   * @param announced how many bytes there will be; −1: not known
   * @throws ProblemException if it is too large, or ends early
   * @throws IOException if it cannot be written
   */
  Upload receive(InputStream body, long announced) throws IOException {
    requireRoom(Math.max(announced, 0));
    Path file = Files.createTempFile(directory, PREFIX, "");
    boolean whole = false;
    try (OutputStream out = Files.newOutputStream(file)) {
      String sha256 = copy(body, out);
      whole = true;
      return new Upload(file, sha256);
    } finally {
      if (!whole) {
        Files.deleteIfExists(file);
      }
    }
  }

  private String copy(InputStream body, OutputStream out) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    long total = 0;
    long lookedAt = 0;
    for (int count = read(body, buffer); count >= 0; count = read(body, buffer)) {
      total += count;
      if (total - lookedAt >= LOOK_EVERY) {
        requireRoom(0);
        lookedAt = total;
      }
      if (total > bytesMax) {
        throw tooLarge();
      }
      digest.update(buffer, 0, count);
      out.write(buffer, 0, count);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** That the caller hung up is no error of ours. */
  private static int read(InputStream body, byte[] buffer) {
    try {
      return body.read(buffer);
    } catch (IOException e) {
      throw ProblemException.invalid(
          "", "The file ended before its announced length. Send it again.");
    }
  }

  private void requireRoom(long bytes) throws IOException {
    if (bytes > bytesMax) {
      throw tooLarge();
    }
    long room = Files.getFileStore(directory).getUsableSpace() - diskLeftMin;
    if (bytes > room || room <= 0) {
      throw new ProblemException(
          ProblemCode.TOO_LARGE,
          "The server's disk has room for a file of %d bytes. Make room, or pack the file with gzip."
              .formatted(Math.max(0, room)));
    }
  }

  private ProblemException tooLarge() {
    return new ProblemException(
        ProblemCode.TOO_LARGE,
        "A file may have at most %d bytes. Pack it with gzip, or split it.".formatted(bytesMax));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
