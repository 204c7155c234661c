package dev.onhand.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryIT {

  @TempDir private Path parent;

  @Test
  void isMadeForItsOwnerAlone() throws IOException {
    Path wanted = parent.resolve("var/lib/onhand");
    try (DataDirectory data = DataDirectory.open(wanted)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.path())))
          .isEqualTo("rwx------");
      assertThat(Files.readString(data.resolve("onhand.lock")).strip())
          .isEqualTo(Long.toString(ProcessHandle.current().pid()));
    }
  }

  @Test
  void canBeOpenedAgainOnceItIsClosed() {
    DataDirectory first = DataDirectory.open(parent);
    first.close();
    first.close();
    DataDirectory.open(parent).close();
  }

  @Test
  void isOneByWhateverNameItIsReached() throws IOException {
    Path link =
        Files.createSymbolicLink(
            parent.resolve("link"), Files.createDirectory(parent.resolve("real")));
    try (DataDirectory data = DataDirectory.open(parent.resolve("real"))) {
      assertThatThrownBy(() -> DataDirectory.open(link))
          .isInstanceOf(DatabaseSetupException.class)
          .hasMessageContaining("is using " + data.path());
    }
  }

  @Test
  void staysHeldWhenASecondOpenerWasTurnedAway() {
    try (DataDirectory data = DataDirectory.open(parent)) {
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(() -> DataDirectory.open(data.path()))
            .isInstanceOf(DatabaseSetupException.class);
      }
    }
  }

  /** The lock is the process's, not the object's: nobody has to keep that. */
  @Test
  void staysHeldWhenNobodyRefersToItAnyMore() throws IOException {
    WeakReference<DataDirectory> forgotten = new WeakReference<>(DataDirectory.open(parent));
    while (forgotten.get() != null) {
      System.gc();
    }
    try (ChildProcess child =
        ChildProcess.start(
            List.of(), ChildProcess.classPath(), OpenerMain.class, parent.toString())) {
      assertThat(child.await("")).startsWith("Another Onhand (process ");
    }
  }

  @Test
  void saysWhatIsInTheWay() throws IOException {
    Path file = Files.createFile(parent.resolve("file"));
    assertThatThrownBy(() -> DataDirectory.open(file))
        .isInstanceOf(DatabaseSetupException.class)
        .hasMessage(
            "The data directory %1$s is no directory: %1$s is in the way. Give another --data directory.",
            file);
    assertThatThrownBy(() -> DataDirectory.open(file.resolve("below")))
        .isInstanceOf(DatabaseSetupException.class)
        .hasMessageContaining("Give another --data directory.");
  }

  @Test
  void refusesANameThatAShellWouldTakeForSomethingElse() {
    assertThatThrownBy(() -> DataDirectory.open(parent.resolve("$HOME")))
        .isInstanceOf(DatabaseSetupException.class)
        .hasMessageContaining("Give another --data directory.");
    assertThat(parent.resolve("$HOME")).doesNotExist();
  }
}
