package dev.onhand.server.web;

import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The one form of a page that brings a file. What else is sent in parts is refused unread: nothing
 * here takes it, and to read it would write it to the disk first.
 */
public final class SentFiles {

  /** Where it is sent to. */
  public static final String PATH = "/imports";

  /** Packed, some million lines; what is larger is imported by a program. */
  public static final long BYTES_MAX = 128L << 20;

  /** What the database and the log need to go on. */
  private static final long DISK_LEFT_MIN = 512L << 20;

  /** What there is around the file: the form's key and its name. */
  private static final int AROUND_BYTES_MAX = 1 << 16;

  /** What is smaller is no file, and need not touch the disk. */
  private static final int IN_MEMORY_BYTES_MAX = 1 << 13;

  /** The servlet container calls its files so. */
  private static final String PREFIX = "upload_";

  private final Path directory;

  /**
   * @param directory where a file lies until it is dealt with; what a crash left in it is removed
   */
  SentFiles(Path directory) {
    this.directory = directory;
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> left =
          files.filter(file -> file.getFileName().toString().startsWith(PREFIX)).toList();
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write in " + directory, e);
    }
  }

  /** How the servlet container reads it. */
  MultipartConfigElement config() {
    return new MultipartConfigElement(
        directory.toString(), BYTES_MAX, BYTES_MAX + AROUND_BYTES_MAX, IN_MEMORY_BYTES_MAX);
  }

  /** Whether a request is a form that is sent in parts. */
  public static boolean isOfParts(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
  }

  /** Why a request is refused unread; empty: it is not. */
  Optional<ProblemException> refusal(HttpServletRequest request) {
    if (!isOfParts(request)) {
      return Optional.empty();
    }
    if (!request.getRequestURI().equals(PATH) || !request.getMethod().equals("POST")) {
      return Optional.of(
          new ProblemException(
              ProblemCode.UNSUPPORTED_MEDIA_TYPE,
              "Nothing is taken in parts here. Send application/json, or a file as it is, with the header Content-Type: text/csv or application/gzip."));
    }
    long bytes = request.getContentLengthLong();
    if (bytes < 0) {
      return Optional.of(
          ProblemException.invalid("", "How long the file is must be said before it is sent."));
    }
    if (bytes > BYTES_MAX + AROUND_BYTES_MAX) {
      return Optional.of(tooLarge());
    }
    return hasRoom(bytes)
        ? Optional.empty()
        : Optional.of(
            new ProblemException(
                ProblemCode.TOO_LARGE,
                "The server's disk has no room for this file. Make room, or pack the file with gzip."));
  }

  /**
   * Reads a form of parts, whose parameters are there then.
   *
   * @throws ProblemException if it does not come whole
   */
  public static void read(HttpServletRequest request) {
    if (!isOfParts(request)) {
      return;
    }
    try {
      request.getParts();
    } catch (IOException | ServletException | IllegalStateException e) {
      throw ProblemException.invalid("file", "The file did not come whole. Send it again.");
    }
  }

  private static ProblemException tooLarge() {
    return new ProblemException(
        ProblemCode.TOO_LARGE,
        "A file may have at most %d MiB here. Pack it with gzip, split it, or import it with 'onhand import'."
            .formatted(BYTES_MAX >> 20));
  }

  private boolean hasRoom(long bytes) {
    try {
      return Files.getFileStore(directory).getUsableSpace() - DISK_LEFT_MIN >= bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at " + directory, e);
    }
  }
}
