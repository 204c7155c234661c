package dev.onhand.cli;

import static dev.onhand.cli.Column.choice;
import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Where events are sent. */
@Command(name = "webhook", description = "Addresses that events are sent to.")
@Verbs({
  WebhookCommands.Add.class,
  WebhookCommands.ListAll.class,
  WebhookCommands.Show.class,
  WebhookDeliveries.class,
  WebhookReplay.class,
  WebhookTrial.class,
  WebhookCommands.Pause.class,
  WebhookCommands.Resume.class,
  WebhookCommands.Rotate.class,
  WebhookCommands.Remove.class
})
final class WebhookCommands extends Noun {

  private static final List<Column> ROW =
      List.of(
          code("ID", "id"),
          text("URL", "url"),
          choice("Types", "types"),
          code("State", "state"),
          number("Failures", "failures"),
          time("Last delivered", "last_delivered_at"));

  private static final List<Column> DETAILS =
      List.of(
          code("ID", "id"),
          text("URL", "url"),
          text("Description", "description"),
          choice("Types", "types"),
          code("State", "state"),
          text("Reason", "reason"),
          number("Failures", "failures"),
          time("Last delivered", "last_delivered_at"),
          time("Last failed", "last_failed_at"),
          text("Last failure", "last_failure"),
          time("Rests until", "rests_until"),
          time("Old secret until", "old_secret_until"),
          time("Created", "created_at"),
          text("By", "created_by"));

  private static final List<Column> WITH_SECRET =
      List.of(
          code("ID", "id"),
          text("URL", "url"),
          choice("Types", "types"),
          code("State", "state"),
          time("Old secret until", "old_secret_until"),
          code("Secret", "secret"));

  static String path(String id) {
    return "/webhooks/" + Request.segment(id);
  }

  @Command(
      name = "add",
      description = {
        "Send events to an address from now on. Its secret is printed once.",
        "Types: stock.level.changed, order.status.changed, order.lines.changed,"
            + " listing.drift.opened, alert.opened."
      },
      footer = {
        "  onhand webhook add https://erp.example/onhand",
        "  onhand webhook add https://erp.example/onhand --type order.status.changed"
      })
  static final class Add extends Action {
    @Parameters(paramLabel = "URL", description = "Where events are posted; https.")
    String url = "";

    @Option(
        names = "--type",
        split = ",",
        paramLabel = "TYPE",
        description = "Which events. Default: all.")
    List<String> types = List.of();

    @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
    @Nullable String description;

    @Override
    int run() throws InterruptedException {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      types.forEach(list::add);
      Json.Body body =
          new Json.Body().with("url", url).with("description", description).with("types", list);
      JsonNode made = api().send(Request.post("/webhooks", body.node())).body();
      output().object(made, WITH_SECRET);
      say(
          "Keep the secret now: it is not shown again. Try it with: onhand webhook test "
              + Json.text(made, "id"));
      return Exit.OK;
    }
  }

  @Command(
      name = "list",
      description = "List webhooks, newest first.",
      footer = "  onhand webhook list")
  static final class ListAll extends Action {
    @Override
    int run() throws InterruptedException {
      output().list(get("/webhooks").path("data").iterator(), ROW);
      return Exit.OK;
    }
  }

  @Command(
      name = "show",
      description = "Show a webhook, and how it fares.",
      footer = "  onhand webhook show whk_0000000000001")
  static final class Show extends Action {
    @Parameters(paramLabel = "ID", description = "Id of the webhook.")
    String id = "";

    @Override
    int run() throws InterruptedException {
      output().object(get(path(id)), DETAILS);
      return Exit.OK;
    }
  }

  @Command(
      name = "pause",
      description = "Send nothing to a webhook for a while. Events wait.",
      footer = "  onhand webhook pause whk_0000000000001")
  static final class Pause extends Action {
    @Parameters(paramLabel = "ID", description = "Id of the webhook.")
    String id = "";

    @Override
    int run() throws InterruptedException {
      output().object(api().send(Request.post(path(id) + "/pause", Json.object())).body(), DETAILS);
      return Exit.OK;
    }
  }

  @Command(
      name = "resume",
      description = "Let a webhook work again, from where it stopped.",
      footer = "  onhand webhook resume whk_0000000000001")
  static final class Resume extends Action {
    @Parameters(paramLabel = "ID", description = "Id of the webhook.")
    String id = "";

    @Override
    int run() throws InterruptedException {
      output()
          .object(api().send(Request.post(path(id) + "/resume", Json.object())).body(), DETAILS);
      return Exit.OK;
    }
  }

  @Command(
      name = "rotate",
      description = {
        "Sign with a new secret, which is printed once.",
        "For a day calls are signed with the old one too."
      },
      footer = "  onhand webhook rotate whk_0000000000001")
  static final class Rotate extends Action {
    @Parameters(paramLabel = "ID", description = "Id of the webhook.")
    String id = "";

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Override
    int run() throws InterruptedException {
      confirm("Sign calls to webhook " + id + " with a new secret?", yes);
      JsonNode rotated = api().send(Request.post(path(id) + "/rotate", Json.object())).body();
      output().object(rotated, WITH_SECRET);
      say("Keep the secret now: it is not shown again.");
      return Exit.OK;
    }
  }

  @Command(
      name = "remove",
      description = "Remove a webhook with all that was or is to be sent to it.",
      footer = "  onhand webhook remove whk_0000000000001")
  static final class Remove extends Action {
    @Parameters(paramLabel = "ID", description = "Id of the webhook.")
    String id = "";

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Override
    int run() throws InterruptedException {
      confirm("Remove webhook " + id + " and what waits for it?", yes);
      api().send(Request.delete(path(id)));
      say("Removed.");
      return Exit.OK;
    }
  }
}
