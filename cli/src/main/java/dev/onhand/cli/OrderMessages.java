package dev.onhand.cli;

import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists what the channel of an order said of it. */
@Command(
    name = "messages",
    description = {
      "List what the channel said of an order, newest first: the last 20 of what is kept.",
      "Who bought it, addresses, payments and secrets were masked before it was kept."
    },
    footer = {
      "  onhand order messages web/1001",
      "  onhand order messages web/1001 --documents",
      "  onhand order messages web/1001 --json"
    })
final class OrderMessages extends OrderCommands.OnOrder {

  private static final List<Column> SHOWN =
      List.of(
          time("Came", "came_at"),
          text("How", "way"),
          text("Topic", "topic"),
          text("Outcome", "outcome"),
          text("Verdict", "verdict"),
          text("What it did", "did"),
          text("Why", "why"));

  private static final List<Column> FILED =
      Stream.concat(SHOWN.stream(), Stream.of(text("Document", "document"))).toList();

  @Option(names = "--documents", description = "Also what was said, word by word.")
  boolean documents;

  @Override
  int run() throws InterruptedException {
    JsonNode said = get(path() + "/messages").path("data");
    if (common.json) {
      output().list(said.iterator(), FILED);
      return Exit.OK;
    }
    List<JsonNode> messages = withDeeds(said);
    if (!common.forPeople() || !common.fields.isEmpty()) {
      output().list(messages.iterator(), FILED);
      return Exit.OK;
    }
    if (messages.isEmpty()) {
      say("Nothing that is still kept: orders that came otherwise were not said by a channel.");
      return Exit.OK;
    }
    output().table(messages, SHOWN);
    for (JsonNode message : documents ? messages : List.<JsonNode>of()) {
      output().line("");
      output().line(Json.text(message, "came_at") + ":");
      Json.text(message, "document").lines().forEach(output()::line);
    }
    return Exit.OK;
  }

  private static List<JsonNode> withDeeds(JsonNode said) {
    List<JsonNode> messages = new ArrayList<>();
    for (JsonNode message : said) {
      ObjectNode shown = (ObjectNode) message.deepCopy();
      messages.add(message.hasNonNull("moved") ? shown.put("did", OrderShow.did(message)) : shown);
    }
    return messages;
  }
}
