package dev.onhand.store.ledger;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.store.database.DataDirectory;
import dev.onhand.store.database.Database;
import dev.onhand.store.database.EmbeddedDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The ledger as a program to be killed: embedded database and committer, a wish a line in, and a
 * line out once it is known what became of it. Ends in order at the end of its input.
 */
final class CommitterMain {

  static final String SELLER = "killed";

  private CommitterMain() {}

  public static void main(String[] arguments) throws InterruptedException, IOException {
    try (DataDirectory data = DataDirectory.open(Path.of(arguments[0]));
        EmbeddedDatabase server = EmbeddedDatabase.start(data, Path.of(arguments[1]));
        Database database = Database.open(server.settings());
        Committer committer =
            Committer.start(
                database.app(),
                CommitterSettings.DEFAULT,
                List.of(),
                CommitObserver.NONE,
                InstantSource.system())) {
      DatabaseSeller seller = seller(database, committer);
      say("ready");
      serve(committer, seller);
    }
    say("ended");
  }

  private static DatabaseSeller seller(Database database, Committer committer) {
    Optional<DatabaseSeller> found =
        DatabaseSeller.find(SELLER, database.platform(), database.app(), committer);
    if (found.isPresent()) {
      return found.get();
    }
    DatabaseSeller seller =
        DatabaseSeller.add(SELLER, database.platform(), database.app(), committer);
    TestWorks.furnish(seller);
    return seller;
  }

  private static void serve(Committer committer, DatabaseSeller seller) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Command command = command(line);
      var unused =
          committer
              .submit(CommandList.each(seller.id(), List.of(command)))
              .whenComplete((outcomes, failure) -> answer(command, outcomes, failure));
    }
  }

  /** {@code key reason sku units} */
  private static Command command(String line) {
    String[] words = line.split(" ");
    return Command.Move.of(
        words[0],
        words[2],
        Reason.find(words[1]).orElseThrow(),
        Long.parseLong(words[3]),
        "berlin",
        Details.of(Cause.of(Cause.Kind.IMPORT, "killed"), "tester"));
  }

  private static void answer(Command command, List<Outcome> outcomes, Throwable failure) {
    String word =
        failure != null
            ? "unknown"
            : outcomes.getFirst() instanceof Outcome.Refused ? "refused" : "recorded";
    say(word + " " + command.key());
  }

  private static synchronized void say(String line) {
    System.out.println(line);
  }
}
