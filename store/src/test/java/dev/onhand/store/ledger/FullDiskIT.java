package dev.onhand.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.store.database.Database;
import dev.onhand.store.database.TestServer;
import dev.onhand.store.testing.ClientJournal;
import dev.onhand.store.testing.LedgerInvariants;
import dev.onhand.store.testing.LogCapture;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk under the ledger runs full, and there is room again later. */
@Timeout(180)
class FullDiskIT {

  private static final int LEFT = 1 << 20;
  private static final String NOTE = "A long note takes room. ".repeat(80).strip();

  @TempDir private Path mountPoint;

  private final ClientJournal journal = new ClientJournal();
  private final LedgerClient client = new LedgerClient(journal, 1);

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=220m", "tmpfs", mountPoint.toString()),
        "this user may not mount a small file system");
  }

  @AfterEach
  /** Lazily: the last of its processes may still be on its way out. */
  void unmount() throws IOException, InterruptedException {
    run("umount", "--lazy", mountPoint.toString());
  }

  @Test
  void saysThatItCannotNowAndGoesOnWhenThereIsRoom() throws Exception {
    try (TestServer server = TestServer.start(mountPoint.resolve("data"));
        Database database = Database.open(server.settings());
        Committer committer =
            Committer.start(
                database.app(),
                CommitterSettings.DEFAULT,
                List.of(),
                CommitObserver.NONE,
                InstantSource.system());
        LogCapture log = LogCapture.of(Committer.class);
        Connection bystander = server.superuser()) {
      DatabaseSeller seller = DatabaseSeller.add(database.platform(), database.app(), committer);
      TestWorks.furnish(seller);
      assertThat(client.send(committer, list(seller, 0))).isPresent();
      Path ballast = mountPoint.resolve("ballast");
      fill(ballast);
      int refused = sendUntilFull(committer, seller);
      assertThat(log.count("a commit met 53100")).as("disk full").isPositive();
      assertThat(bystander.isValid(5)).as("a session that wrote nothing goes on").isTrue();
      Files.delete(ballast);
      assertThat(client.send(committer, list(seller, refused)).orElseThrow())
          .allMatch(Outcome.Recorded.class::isInstance);
      assertThat(journal.unknown()).isEmpty();
      assertThat(LedgerInvariants.violations(bystander, seller.id())).isEmpty();
      assertThat(journal.violations(LedgerInvariants.keys(bystander, seller.id()))).isEmpty();
    }
  }

  /** Gives the number of the list of which nothing is recorded. */
  private int sendUntilFull(Committer committer, DatabaseSeller seller) {
    for (int number = 1; ; number++) {
      Optional<List<Outcome>> outcomes = client.send(committer, list(seller, number));
      if (outcomes.isEmpty()) {
        assertThat(client.unavailable()).isEqualTo(1);
        return number;
      }
    }
  }

  private static CommandList list(DatabaseSeller seller, int number) {
    Details details = new Details(Cause.of(Cause.Kind.IMPORT), "tester", NOTE, null);
    List<Command> commands = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      commands.add(
          Command.Move.of("k" + number + "-" + i, "TEE-M", Reason.PURCHASE, 1, "berlin", details));
    }
    return CommandList.each(seller.id(), commands);
  }

  /** Takes all room but a little. */
  private void fill(Path file) throws IOException {
    byte[] block = new byte[64 << 10];
    try (OutputStream out = Files.newOutputStream(file)) {
      while (Files.getFileStore(mountPoint).getUsableSpace() > LEFT) {
        out.write(block);
      }
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }
}
