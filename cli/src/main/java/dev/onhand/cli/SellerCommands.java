package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whose stock it is. */
@Command(name = "seller", description = "Whose stock it is: name, time zone, usual sourcing.")
@Verbs({SellerCommands.Show.class, SellerCommands.Edit.class, SellerCommands.Create.class})
final class SellerCommands extends Noun {

  private static final List<Column> DETAILS =
      List.of(
          code("ID", "id"),
          text("Code", "code"),
          text("Name", "name"),
          code("Time zone", "time_zone"),
          code("Sourcing", "sourcing"),
          number("Four eyes above", "four_eyes_above"),
          number("Version", "version"));

  @Command(
      name = "show",
      description = "Show the seller that the token belongs to.",
      footer = "  onhand seller show")
  static final class Show extends Action {
    @Override
    int run() throws InterruptedException {
      output().object(get("/seller"), DETAILS);
      return Exit.OK;
    }
  }

  @Command(
      name = "edit",
      description = "Change the seller's name, time zone, usual sourcing or who approves counts.",
      footer = {
        "  onhand seller edit --time-zone Europe/Luxembourg",
        "  onhand seller edit --sourcing fewest_splits",
        "  onhand seller edit --four-eyes-above 10"
      })
  static final class Edit extends Action {
    @Option(names = "--name", paramLabel = "NAME", description = "What people call it.")
    @Nullable String name;

    @Option(
        names = "--time-zone",
        paramLabel = "ZONE",
        description = "In which its days begin and end, such as Europe/Luxembourg.")
    @Nullable String timeZone;

    @Option(
        names = "--sourcing",
        paramLabel = "RULE",
        description = {
          "Where units are taken from for channels that do not say: priority, most_available,",
          "nearest, fewest_splits or first_with_stock."
        })
    @Nullable String sourcing;

    @Option(
        names = "--four-eyes-above",
        paramLabel = "N|none",
        description =
            "Who counted may not approve a correction of more units, where a count does not say.")
    @Nullable String fourEyes;

    @Mixin IfVersion ifVersion = new IfVersion();

    @Override
    int run() throws InterruptedException {
      Json.Body body = new Json.Body().with("name", name).with("time_zone", timeZone);
      body.with("sourcing", sourcing);
      if (fourEyes != null) {
        body.with(
            "four_eyes_above",
            fourEyes.equals("none") ? -1 : Numbers.whole("--four-eyes-above", fourEyes));
      }
      if (body.isEmpty()) {
        throw CommandException.usage(
            "nothing to change", "name --name, --time-zone, --sourcing or --four-eyes-above");
      }
      Request request = Request.patch("/seller", body.node()).ifVersion(ifVersion.version);
      output().object(api().send(request).body(), DETAILS);
      return Exit.OK;
    }
  }

  @Command(
      name = "create",
      description = {
        "Add a seller to the server, with a first token (needs the scope platform:admin).",
        "With that token its first owner is added, also one who works for another seller: onhand user add --role owner."
      },
      footer =
          "  onhand seller create blue-house --name \"Blue House\" --time-zone Europe/Luxembourg")
  static final class Create extends Action {
    @Parameters(paramLabel = "CODE", description = "Short name, unique on the server.")
    String code = "";

    @Option(
        names = "--name",
        required = true,
        paramLabel = "NAME",
        description = "What people call it.")
    String name = "";

    @Option(
        names = "--time-zone",
        required = true,
        paramLabel = "ZONE",
        description = "In which its days begin and end, such as Europe/Luxembourg.")
    String timeZone = "";

    @Override
    int run() throws InterruptedException {
      Json.Body body = new Json.Body().with("code", code).with("name", name);
      Request request = Request.post("/sellers", body.with("time_zone", timeZone).node());
      output()
          .object(
              api().send(request).body(),
              List.of(
                  code("ID", "id"),
                  text("Code", "code"),
                  text("Name", "name"),
                  code("Time zone", "time_zone"),
                  code("Token", "token.token")));
      say("Keep the token now: it is not shown again.");
      return Exit.OK;
    }
  }
}
