package dev.onhand.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Scanner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** A command that does something: what all of them have in common. */
@Command
abstract class Action implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;
  @Mixin Common common = new Common();

  private @Nullable Api api;
  private @Nullable Output output;

  /**
   * Does it.
   *
   * @return one of {@link Exit}
   */
  abstract int run() throws InterruptedException, IOException;

  @Override
  public final Integer call() throws InterruptedException, IOException {
    try {
      output = new Output(surroundings(), common);
      return run();
    } finally {
      if (api != null) {
        api.close();
      }
      surroundings().streams().out().flush();
    }
  }

  final Surroundings surroundings() {
    CommandSpec self = Objects.requireNonNull(spec, "set by the parser");
    return ((Main) self.root().userObject()).surroundings();
  }

  final Api api() {
    if (api == null) {
      Connection connection = Connection.find(surroundings(), common.data);
      if (!connection.isLocal() && !connection.isEncrypted()) {
        output().say("warning: the token goes unencrypted to " + connection.url());
      }
      api = new Api(connection);
    }
    return api;
  }

  final Output output() {
    if (output == null) {
      throw new IllegalStateException("the command has not been called");
    }
    return output;
  }

  final void say(String message) {
    output().say(message);
  }

  /** Prints a list of the API and says if there is more of it. */
  final void printList(String path, Query query, Paging paging, List<Column> columns) {
    Pages pages = new Pages(api(), path, query, paging.rowsMax(common.forPeople()));
    output().list(pages, columns);
    if (pages.isCutShort()) {
      say(
          paging.all
              ? "There are more: use --csv or --json to get all."
              : "There are more: use --limit N or --all.");
    }
  }

  /** Says what the server could not look at, which it went past. */
  final void reportFailures(JsonNode failures) {
    failures.forEach(failure -> say("error: " + failure.asString("")));
  }

  final JsonNode get(String path) throws InterruptedException {
    return api().get(path, Query.none());
  }

  /** Whether there is a person who may be asked. */
  final boolean canAsk() {
    return !common.noInput && surroundings().screen().in() && surroundings().screen().err();
  }

  /**
   * Asks before what cannot be undone.
   *
   * @param yes whether the user has agreed in advance
   */
  final void confirm(String question, boolean yes) {
    if (yes) {
      return;
    }
    if (!canAsk()) {
      throw CommandException.usage(question + " Nobody can be asked", "add --yes to agree");
    }
    surroundings().streams().err().print(Plain.text(question) + " [y/N] ");
    surroundings().streams().err().flush();
    Scanner answer = new Scanner(surroundings().streams().in(), StandardCharsets.UTF_8);
    if (!answer.hasNextLine() || !answer.nextLine().strip().matches("(?i)y|yes")) {
      throw new CommandException(Exit.FAILED, "nothing was done", "");
    }
  }
}
