package dev.onhand.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every other test runs as whoever runs the build. When that is root, this one runs as an ordinary
 * user; when it is not, the others have shown that already.
 */
class OtherUserIT {

  /** A user without any right, whom every Linux has. */
  private static final String NOBODY = "nobody";

  @TempDir private static Path directory;

  private static List<String> asNobody;
  private static String classPath;

  @BeforeEach
  void copyWhatNobodyMayRead() throws IOException, InterruptedException {
    assumeTrue(
        "root".equals(System.getProperty("user.name")),
        "only root can become another user; the other tests ran as an ordinary one");
    if (classPath != null) {
      return;
    }
    asNobody = List.of("setpriv", "--reuid=" + NOBODY, "--regid=65534", "--clear-groups");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    assumeTrue(
        succeeds(asNobody, java.toString(), "-version"),
        "user nobody cannot run Java here, or setpriv is missing");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    classPath = copyOfClassPath(Files.createDirectory(directory.resolve("classes")));
  }

  @Test
  void runsAsAnOrdinaryUserAndKeepsItsData() throws IOException {
    Path home = ownedBy(NOBODY, "home");
    Path left = home.resolve("data/postgres-programs/postgresql-of-an-earlier-release");
    for (int run = 1; run <= 2; run++) {
      try (ChildProcess child = write(asNobody, home.resolve("data"))) {
        assertThat(child.await("written ")).isEqualTo(Integer.toString(run));
        child.await("stopped");
        assertThat(child.join()).isZero();
      }
      assertThat(left).doesNotExist();
      Files.createDirectories(left);
    }
    Path data = home.resolve("data");
    assertThat(Files.getOwner(data.resolve("postgres")).getName()).isEqualTo(NOBODY);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
        .isEqualTo("rwx------");
  }

  @Test
  void saysWhoMayNotWriteWhere() throws IOException {
    Path locked = Files.createDirectory(directory.resolve("locked"));
    try (ChildProcess child = write(asNobody, locked.resolve("data"))) {
      assertThat(child.await("Exception in thread \"main\" "))
          .contains(
              "The data directory %s cannot be written by user nobody"
                  .formatted(locked.resolve("data")),
              "Give that user the right, or give another --data directory.");
    }
  }

  /** As in a container that runs under a number made up by its keeper. */
  @Test
  void saysWhatAUserWithoutANameLacks() throws IOException {
    String number = "61234";
    List<String> nameless =
        List.of("setpriv", "--reuid=" + number, "--regid=" + number, "--clear-groups");
    Path home = ownedBy(number, "nameless");
    try (ChildProcess child = write(nameless, home.resolve("data"))) {
      assertThat(child.await("Exception in thread \"main\" "))
          .contains("PostgreSQL needs an entry for this user in /etc/passwd.");
    }
  }

  /** As in a container whose keeper forbids user namespaces. */
  @Test
  void saysWhatToDoWhereRootCannotStepDown() throws IOException {
    List<String> withoutUnshare = List.of("env", "PATH=/nonexistent");
    try (ChildProcess child = write(withoutUnshare, directory.resolve("of-root"))) {
      assertThat(child.await("Exception in thread \"main\" "))
          .contains(
              "PostgreSQL does not run as root",
              "Run Onhand as an ordinary user, or use a PostgreSQL server by ONHAND_DATABASE_URL.");
    }
  }

  private static ChildProcess write(List<String> prefix, Path data) throws IOException {
    return ChildProcess.start(prefix, classPath, WriterMain.class, data.toString(), "", "once");
  }

  private static Path ownedBy(String user, String name) throws IOException {
    Path made = Files.createDirectory(directory.resolve(name));
    UserPrincipal owner =
        made.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
    return Files.setOwner(made, owner);
  }

  private static String copyOfClassPath(Path target) throws IOException {
    List<String> copies = new ArrayList<>();
    for (String entry : ChildProcess.classPath().split(File.pathSeparator)) {
      Path source = Path.of(entry);
      if (!Files.exists(source)) {
        continue;
      }
      Path copy = target.resolve(copies.size() + "-" + source.getFileName());
      copyTree(source, copy);
      copies.add(copy.toString());
    }
    return String.join(File.pathSeparator, copies);
  }

  private static void copyTree(Path source, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Path copy = target.resolve(source.relativize(file).toString());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        String mode = Files.isDirectory(copy) ? "rwxr-xr-x" : "rw-r--r--";
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString(mode));
      }
    }
  }

  private static boolean succeeds(List<String> prefix, String... command)
      throws InterruptedException {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(List.of(command));
    try {
      return new ProcessBuilder(whole)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
