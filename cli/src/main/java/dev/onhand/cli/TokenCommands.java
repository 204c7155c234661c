package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Who may ask. */
@Command(name = "token", description = "The tokens that open the API.")
@Verbs({TokenCommands.ListAll.class, TokenCommands.Create.class, TokenCommands.Revoke.class})
final class TokenCommands extends Noun {

  private static final List<Column> ROW =
      List.of(
          code("ID", "id"),
          text("Name", "name"),
          code("Begins with", "prefix"),
          text("Scopes", "scopes"),
          time("Expires", "expires_at"),
          time("Last used", "last_used_at"),
          time("Revoked", "revoked_at"));

  @Command(
      name = "list",
      description = "List tokens, newest first.",
      footer = "  onhand token list")
  static final class ListAll extends Action {
    @Mixin Paging paging = new Paging();

    @Override
    int run() {
      printList("/tokens", Query.none(), paging, ROW);
      return Exit.OK;
    }
  }

  @Command(
      name = "create",
      description = {
        "Make a token. It is printed once and cannot be shown again.",
        "Scopes: products:read, products:write, locations:read, locations:write, stock:read,"
            + " stock:write, ledger:verify, jobs:read, jobs:write, log:read, events:read,"
            + " webhooks:write, metrics:read, seller:read, seller:write, tokens:admin,"
            + " platform:admin."
      },
      footer = {
        "  onhand token create till-1 --scope stock:read,stock:write --expires-in 365",
        "  onhand token create reports --scope stock:read --fields token --csv | tail -1 > token"
      })
  static final class Create extends Action {
    @Parameters(paramLabel = "NAME", description = "What it is for.")
    String name = "";

    @Option(
        names = "--scope",
        required = true,
        split = ",",
        paramLabel = "SCOPE",
        description = "What it may do.")
    List<String> scopes = List.of();

    @Option(
        names = "--expires-in",
        paramLabel = "DAYS",
        description = "When it ends. Default: never.")
    @Nullable Integer expiresInDays;

    @Override
    int run() throws InterruptedException {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      scopes.forEach(list::add);
      Json.Body body = new Json.Body().with("name", name).with("scopes", list);
      if (expiresInDays != null) {
        body.with(
            "expires_at",
            surroundings().clock().instant().plus(Duration.ofDays(expiresInDays)).toString());
      }
      JsonNode token = api().send(Request.post("/tokens", body.node())).body();
      output()
          .object(
              token,
              List.of(
                  code("ID", "id"),
                  text("Name", "name"),
                  text("Scopes", "scopes"),
                  time("Expires", "expires_at"),
                  code("Token", "token")));
      say("Keep the token now: it is not shown again.");
      return Exit.OK;
    }
  }

  @Command(
      name = "revoke",
      description = "End a token, at once and for ever.",
      footer = "  onhand token revoke tok_0000000000002")
  static final class Revoke extends Action {
    @Parameters(paramLabel = "ID", description = "Id of the token.")
    String id = "";

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Override
    int run() throws InterruptedException {
      confirm("Revoke token " + id + " for ever?", yes);
      Request revoke = Request.post("/tokens/" + Request.segment(id) + "/revoke", Json.object());
      JsonNode token = api().send(revoke).body();
      output().object(token, ROW);
      return Exit.OK;
    }
  }
}
