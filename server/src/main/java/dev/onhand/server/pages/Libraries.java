package dev.onhand.server.pages;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What this program is made of and is not ours: the libraries that run, and under which licence.
 */
public final class Libraries {

  /** Between the columns of the notice. */
  private static final String GAP = " {2,}";

  private Libraries() {}

  /**
   * A library.
   *
   * @param file its name, with the version
   */
  public record Library(String file, String licence, String holder) {}

  /** A line of the notice: licence and holder of the files whose names begin so. */
  private record Notice(List<String> beginnings, String licence, String holder) {

    static Optional<Notice> read(String line) {
      String[] columns = line.strip().split(GAP);
      return line.startsWith("  ") && columns.length == 3
          ? Optional.of(new Notice(List.of(columns[0].split(", ")), columns[1], columns[2]))
          : Optional.empty();
    }

    boolean isOf(String file) {
      return beginnings.stream().anyMatch(file::startsWith);
    }
  }

  /** Those of the running program that a notice names, by name. */
  static List<Library> running(String notice) {
    return of(System.getProperty("java.class.path", ""), notice);
  }

  /**
   * @param classPath as Java has it
   * @param notice the text that is shipped
   */
  static List<Library> of(String classPath, String notice) {
    List<Notice> notices = notice.lines().flatMap(line -> Notice.read(line).stream()).toList();
    return Arrays.stream(classPath.split(File.pathSeparator))
        .filter(path -> path.endsWith(".jar"))
        .map(path -> Objects.requireNonNull(Path.of(path).getFileName()).toString())
        .distinct()
        .sorted(String.CASE_INSENSITIVE_ORDER)
        .flatMap(file -> library(file, notices))
        .toList();
  }

  /** Our own modules are not in the notice. */
  private static Stream<Library> library(String file, List<Notice> notices) {
    return notices.stream()
        .filter(one -> one.isOf(file))
        .limit(1)
        .map(one -> new Library(file, one.licence(), one.holder()));
  }

  /** All that is shipped, in CycloneDX's format; empty: the program was not packaged. */
  static Optional<byte[]> sbom() {
    try (InputStream file = Libraries.class.getResourceAsStream("/META-INF/sbom/onhand.cdx.json")) {
      return file == null ? Optional.empty() : Optional.of(file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The notice as it is shipped. */
  static String notice() {
    try (InputStream file = Libraries.class.getResourceAsStream("/NOTICE")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
