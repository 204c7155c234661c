package dev.onhand.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Has a channel's listings told what they should show at once. */
@Command(
    name = "push",
    description = {
      "Tell a channel's listings what they should show now, and wait until they are told.",
      "Without an option: those that should be told something else, also where they rest after a",
      "failure. It happens by itself; this is for who does not want to wait."
    },
    footer = {
      "  onhand channel push bm-fr",
      "  onhand channel push bm-fr --listing lst_0000000000001",
      "  onhand channel push bm-fr --all"
    })
final class ChannelPush extends Action {

  @Parameters(paramLabel = "CODE", description = "Code of the channel.")
  String channel = "";

  @Option(
      names = "--listing",
      paramLabel = "ID",
      description = "This one, also if it shows it already or is refused; once for each.")
  List<String> listings = new ArrayList<>();

  @Option(names = "--all", description = "All of the channel. It costs a push for each.")
  boolean all;

  @Option(names = "--yes", description = "With --all: do not ask.")
  boolean yes;

  @Override
  int run() throws InterruptedException {
    if (all && !listings.isEmpty()) {
      throw CommandException.usage("--listing and --all exclude each other", "");
    }
    String path = AccountCommands.path(channel);
    if (all) {
      long count = Json.number(get(path), "listings");
      confirm("Tell all %d listings of %s again?".formatted(count, channel), yes);
    }
    ObjectNode body = new Json.Body().with("all", all ? Boolean.TRUE : null).node();
    if (!listings.isEmpty()) {
      listings.forEach(body.putArray("listings")::add);
    }
    JsonNode asked = api().send(Request.post(path + "/push", body)).body();
    JsonNode account = await(path);
    if (!common.forPeople()) {
      output().object(account, AccountCommands.DETAILS);
    }
    say("Listings told: %d.".formatted(Json.number(asked, "listings")));
    return Exit.OK;
  }

  private JsonNode await(String path) throws InterruptedException {
    JsonNode before = get(path);
    Waiting waiting = new Waiting(surroundings());
    while (true) {
      JsonNode account = get(path);
      if (Json.number(account, "due") == 0 && Json.number(account, "being_told") == 0) {
        return account;
      }
      AccountCommands.requireNotStopped(account);
      AccountCommands.requireNoFailure(before, account);
      waiting.again(
          "they are not all told after %d minutes; it goes on",
          "which are left: onhand listing list --only due --channel " + channel);
    }
  }
}
