package dev.onhand.store.database;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of PostgreSQL for this machine, unpacked from the library that carries them.
 *
 * <p>Only the library's archive is used, not its runner. That one is made for tests: it unpacks to
 * a directory under /tmp that all users may write, trusts every local user, turns {@code fsync}
 * off, gives a stopping server five seconds, and knows nothing of a server that outlived its
 * master.
 */
final class PostgresPrograms {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresPrograms.class);

  private static final Pattern VERSION = Pattern.compile("PostgreSQL\\) (\\d+)(\\.\\d+)?");

  private final Path directory;

  private PostgresPrograms(Path directory) {
    this.directory = directory;
  }

  /**
   * Unpacks the programs into a directory of their own below {@code parent}, unless they are there.
   * Several processes may do so at the same time.
   */
  static PostgresPrograms unpack(Path parent) {
    try {
      byte[] archive = archive();
      Path target = parent.resolve("postgresql-" + release(archive));
      if (!Files.isDirectory(target)) {
        Files.createDirectories(parent);
        LOG.info("unpacking PostgreSQL into {}", target);
        Path fresh = Files.createTempDirectory(parent, "unpacking-");
        extract(archive, fresh);
        moveIntoPlace(fresh, target);
      }
      return new PostgresPrograms(target);
    } catch (IOException e) {
      throw new DatabaseSetupException(
          "The programs of PostgreSQL cannot be unpacked into %s (%s). Make room or give the right to write there."
              .formatted(parent, e.getMessage()),
          e);
    }
  }

  /** Removes what earlier releases and unpackings cut short have left beside these programs. */
  void removeOthers() {
    try (Stream<Path> siblings = Files.list(directory.resolveSibling(""))) {
      for (Path other : siblings.filter(path -> !path.equals(directory)).toList()) {
        LOG.info("removing {}, which is of no more use", other);
        delete(other);
      }
    } catch (IOException e) {
      LOG.warn("an earlier PostgreSQL beside {} cannot be removed: {}", directory, e.toString());
    }
  }

  /** The command line that runs one of the programs. */
  List<String> command(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (LinuxUtils.isUnshareAvailable()) {
      // PostgreSQL refuses to run as root. In a user namespace without a mapping root is nobody to
      // PostgreSQL, and still the owner of its files to the system.
      command.add("unshare");
      command.add("-U");
    }
    command.add(directory.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  /** The major version of the server, such as 18. */
  int majorVersion() throws InterruptedException {
    String text = output("postgres", "--version");
    Matcher matcher = VERSION.matcher(text);
    if (!matcher.find()) {
      throw new DatabaseSetupException(
          "PostgreSQL does not run on this machine; it said: %s Use a PostgreSQL server by ONHAND_DATABASE_URL instead."
              .formatted(text.strip()));
    }
    return Integer.parseInt(matcher.group(1));
  }

  /** Runs a program to its end and gives what it said. */
  private String output(String program, String... arguments) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command(program, arguments)).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
      return text;
    } catch (IOException e) {
      throw new DatabaseSetupException(
          "PostgreSQL's program %s cannot be started: %s".formatted(program, e.getMessage()), e);
    }
  }

  private static byte[] archive() throws IOException {
    String system =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac")
            ? "Darwin"
            : "Linux";
    String machine = System.getProperty("os.arch", "");
    try (InputStream in =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
            system, "amd64".equals(machine) ? "x86_64" : machine)) {
      return in.readAllBytes();
    } catch (IllegalStateException e) {
      throw new DatabaseSetupException(
          "Onhand brings no PostgreSQL for %s on %s. Use a PostgreSQL server by ONHAND_DATABASE_URL instead."
              .formatted(system, machine),
          e);
    }
  }

  /** Tells releases apart. A digest of so much took a tenth of the time of a start. */
  private static String release(byte[] archive) {
    CRC32 sum = new CRC32();
    sum.update(archive);
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }

  private static void extract(byte[] archive, Path target) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
          throw new IOException("an entry points out of the archive: " + entry.getName());
        }
        extract(tar, entry, file);
      }
    }
  }

  private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path file)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, file);
    if (entry.getName().contains("bin/") && !file.toFile().setExecutable(true, true)) {
      throw new IOException("cannot make executable: " + file);
    }
  }

  /** The rename is what makes an unpacking whole: whoever comes second throws its own away. */
  private static void moveIntoPlace(Path fresh, Path target) throws IOException {
    try {
      Files.move(fresh, target);
    } catch (FileSystemException e) {
      delete(fresh);
      if (!Files.isDirectory(target)) {
        throw e;
      }
    }
  }

  static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
