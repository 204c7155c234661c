package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Who signs in. */
@Command(name = "user", description = "The people who sign in to the web pages.")
@Verbs({
  UserCommands.ListAll.class,
  UserCommands.Add.class,
  UserCommands.Edit.class,
  UserCommands.Remove.class,
  UserCommands.Link.class,
  UserCommands.ResetSecondFactor.class,
  UserCommands.ResetSignOn.class
})
final class UserCommands extends Noun {

  private static final String ROLES = "owner, admin, manager, operator or viewer.";

  private static final List<Column> ROW =
      List.of(
          text("Login", "login"),
          text("Name", "name"),
          code("Role", "role"),
          time("Signed in", "signed_in_at"),
          time("Disabled", "disabled_at"));

  @Command(name = "list", description = "List people, newest first.", footer = "  onhand user list")
  static final class ListAll extends Action {
    @Mixin Paging paging = new Paging();

    @Override
    int run() {
      printList("/users", Query.none(), paging, ROW);
      return Exit.OK;
    }
  }

  /** Prints a person, and where they set their password. */
  private static int printLink(Action action, JsonNode user) throws InterruptedException {
    action
        .output()
        .object(
            user,
            List.of(
                text("Login", "login"),
                text("Name", "name"),
                code("Role", "role"),
                code("Link", "link.path"),
                time("Good until", "link.expires_at")));
    action.say(
        "Hand over "
            + action.api().connection().url()
            + user.at("/link/path").asString()
            + " now: it is not shown again, and works once.");
    return Exit.OK;
  }

  @Command(
      name = "add",
      description = {
        "Add a person, and print the link by which they come in.",
        "They set their password by it, or join with the one that they have if they work for another seller.",
        "A viewer sees stock, orders and the journal; an operator also counts, receives and adjusts;"
            + " a manager also changes products, locations, orders, channels and jobs; an admin also"
            + " people and tokens; an owner all of the seller."
      },
      footer = "  onhand user add jo@shop.example --name \"Jo Schmit\" --role operator")
  static final class Add extends Action {
    @Parameters(
        paramLabel = "LOGIN",
        description = "With what they sign in, such as an e-mail address.")
    String login = "";

    @Option(
        names = "--name",
        required = true,
        paramLabel = "NAME",
        description = "What people call them.")
    String name = "";

    @Option(names = "--role", required = true, paramLabel = "ROLE", description = ROLES)
    String role = "";

    @Override
    int run() throws InterruptedException {
      Json.Body body = new Json.Body().with("login", login).with("name", name).with("role", role);
      return printLink(this, api().send(Request.post("/users", body.node())).body());
    }
  }

  @Command(
      name = "edit",
      description = "Change a person's name or role, or whether they may sign in. Holds at once.",
      footer = {
        "  onhand user edit jo@shop.example --role manager",
        "  onhand user edit jo@shop.example --disable"
      })
  static final class Edit extends Action {
    @Parameters(paramLabel = "LOGIN", description = "Login or id of the person.")
    String login = "";

    @Option(names = "--name", paramLabel = "NAME", description = "What people call them.")
    @Nullable String name;

    @Option(names = "--role", paramLabel = "ROLE", description = ROLES)
    @Nullable String role;

    @Option(names = "--disable", description = "May do nothing any more; sessions are over.")
    boolean disable;

    @Option(names = "--enable", description = "May sign in again.")
    boolean enable;

    @Override
    int run() throws InterruptedException {
      if (disable && enable) {
        throw CommandException.usage("--disable and --enable contradict each other", "take one");
      }
      Json.Body body = new Json.Body().with("name", name).with("role", role);
      if (disable || enable) {
        body.with("disabled", disable);
      }
      if (body.isEmpty()) {
        throw CommandException.usage(
            "nothing to change", "name at least one of --name, --role, --disable, --enable");
      }
      Request request = Request.patch("/users/" + Request.segment(login), body.node());
      output().object(api().send(request).body(), ROW);
      return Exit.OK;
    }
  }

  @Command(
      name = "remove",
      description = {
        "Take a person out of the seller. What they did stays written down.",
        "For other sellers that they work for they go on; of who works for no other, nothing is left to sign in with."
      },
      footer = "  onhand user remove jo@shop.example")
  static final class Remove extends Action {
    @Parameters(paramLabel = "LOGIN", description = "Login or id of the person.")
    String login = "";

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Override
    int run() throws InterruptedException {
      confirm("Take " + login + " out of the seller?", yes);
      Request request = Request.delete("/users/" + Request.segment(login));
      output().object(api().send(request).body(), ROW);
      return Exit.OK;
    }
  }

  @Command(
      name = "link",
      description = {
        "Make a link by which a person comes in, or sets a new password, once, within a day.",
        "Who works for several sellers gets one with the server's own token alone: no seller opens another by it.",
        "The first owner's login is owner."
      },
      footer = "  onhand user link owner")
  static final class Link extends Action {
    @Parameters(paramLabel = "LOGIN", description = "Login or id of the person.")
    String login = "";

    @Override
    int run() throws InterruptedException {
      Request request = Request.post("/users/" + Request.segment(login) + "/link", Json.object());
      return printLink(this, api().send(request).body());
    }
  }

  @Command(
      name = "reset-second-factor",
      description = {
        "Remove the second factor of a person who lost it, and end their sessions.",
        "Their password alone is asked for until they set up another on their account's page."
      },
      footer = "  onhand user reset-second-factor jo@shop.example")
  static final class ResetSecondFactor extends Action {
    @Parameters(paramLabel = "LOGIN", description = "Login or id of the person.")
    String login = "";

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Override
    int run() throws InterruptedException {
      confirm("Remove the second factor of " + login + ", and end their sessions?", yes);
      Request request = Request.delete("/users/" + Request.segment(login) + "/second-factor");
      output().object(api().send(request).body(), ROW);
      return Exit.OK;
    }
  }

  @Command(
      name = "reset-sign-on",
      description = {
        "Forget as whom the provider of single sign-on knows a person, such as after their account there was made anew.",
        "Who next proves the person's e-mail address there is taken for them."
      },
      footer = "  onhand user reset-sign-on jo@shop.example")
  static final class ResetSignOn extends Action {
    @Parameters(paramLabel = "LOGIN", description = "Login or id of the person.")
    String login = "";

    @Override
    int run() throws InterruptedException {
      Request request = Request.delete("/users/" + Request.segment(login) + "/identity");
      output().object(api().send(request).body(), ROW);
      return Exit.OK;
    }
  }
}
