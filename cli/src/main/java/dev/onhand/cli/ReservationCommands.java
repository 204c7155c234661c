package dev.onhand.cli;

import static dev.onhand.cli.Column.age;
import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What is held for orders and carts. */
@Command(
    name = "reservation",
    description = "What is reserved for orders and held for carts, where, and for how long.")
@Verbs({
  ReservationCommands.ListAll.class,
  ReservationCommands.Hold.class,
  ReservationCommands.Release.class,
  ReservationCommands.Audit.class
})
final class ReservationCommands extends Noun {

  private static final List<Column> ROW =
      List.of(
          text("SKU", "sku"),
          text("Location", "location"),
          number("Quantity", "quantity"),
          text("Channel", "channel"),
          text("Order", "order"),
          text("Line", "line"),
          age("Age", "age_seconds"),
          time("Expires", "expires_at"),
          text("Note", "note"));

  private static final List<Column> HOLD =
      List.of(
          text("Reference", "reference"),
          text("SKU", "sku"),
          number("Quantity", "quantity"),
          code("State", "state"),
          time("Expires", "expires_at"));

  private static final List<Column> AT =
      List.of(text("Location", "location"), number("Reserved", "reserved"));

  private static final Pattern SHORT = Pattern.compile("(?<number>[0-9]{1,9})(?<unit>[mhd])");

  /** {@code 30m}, {@code 24h} and {@code 7d} as the API takes them; all else as it is. */
  static @Nullable String duration(@Nullable String typed) {
    Matcher parts = SHORT.matcher(typed == null ? "" : typed);
    if (!parts.matches()) {
      return typed;
    }
    String number = parts.group("number");
    String unit = parts.group("unit");
    return (unit.equals("d") ? "P" : "PT") + number + unit.toUpperCase(Locale.ROOT);
  }

  @Command(
      name = "list",
      description = {
        "List what is reserved for orders and held for carts, newest first.",
        "A channel named 'hold' is that of holds."
      },
      footer = {
        "  onhand reservation list --older-than 24h",
        "  onhand reservation list --sku MUG-1 --location MAIN",
        "  onhand reservation list --channel hold --expiring-within 10m"
      })
  static final class ListAll extends Action {
    @Option(names = "--sku", paramLabel = "SKU", description = "Only of this product.")
    @Nullable String sku;

    @Option(names = "--location", paramLabel = "CODE", description = "Only at this location.")
    @Nullable String location;

    @Option(names = "--channel", paramLabel = "CODE", description = "Only for this channel.")
    @Nullable String channel;

    @Option(
        names = "--order",
        paramLabel = "CHANNEL/ID",
        description =
            "Only for this order; also ID alone, or the reference of a hold, where it holds no slash"
                + " or with --channel.")
    @Nullable String order;

    @Option(
        names = "--older-than",
        paramLabel = "TIME",
        description = "Only what began at least so long ago: 30m, 24h, 7d.")
    @Nullable String olderThan;

    @Option(
        names = "--expiring-within",
        paramLabel = "TIME",
        description = "Only what ends by itself within that time: 30m, 24h, 7d.")
    @Nullable String expiringWithin;

    @Mixin Paging paging = new Paging();

    @Override
    int run() {
      Query query =
          OrderName.on(Query.none(), channel, order)
              .with("sku", sku)
              .with("location", location)
              .with("older_than", duration(olderThan))
              .with("expiring_within", duration(expiringWithin));
      printList("/reservations", query, paging, ROW);
      return Exit.OK;
    }
  }

  /** What commands on one hold have in common. */
  abstract static class OnHold extends Action {
    final void print(JsonNode hold) {
      output().objectWithList(hold, HOLD, "by_location", AT);
    }
  }

  @Command(
      name = "hold",
      description = {
        "Hold units for a while, such as for a cart: all or none.",
        "The same reference again is the same hold again."
      },
      footer = {
        "  onhand reservation hold MUG-1 --quantity 2 --minutes 15 --reference cart-17",
        "  onhand reservation hold MUG-1 --quantity 2 --location MAIN --reference quote-4 --note \"for Ann\""
      })
  static final class Hold extends OnHold {
    @Parameters(paramLabel = "SKU", description = "SKU of the product or bundle.")
    String sku = "";

    @Option(names = "--quantity", required = true, paramLabel = "N", description = "How many.")
    long quantity;

    @Option(
        names = "--reference",
        required = true,
        paramLabel = "REF",
        description = "What the hold is called.")
    String reference = "";

    @Option(
        names = "--minutes",
        paramLabel = "N",
        description = "How long; else as: onhand channel show hold")
    @Nullable Long minutes;

    @Option(
        names = "--until",
        paramLabel = "TIME",
        description = "When it ends, in place of --minutes, such as 2026-12-24T18:00:00Z.")
    @Nullable String until;

    @Option(
        names = "--location",
        paramLabel = "CODE",
        description = "The only location to hold them at; else as orders are sourced.")
    @Nullable String location;

    @Option(names = "--note", paramLabel = "TEXT", description = "Why.")
    @Nullable String note;

    @Override
    int run() throws InterruptedException {
      Json.Body body = new Json.Body().with("sku", sku).with("quantity", quantity);
      body.with("reference", reference).with("location", location).with("minutes", minutes);
      body.with("expires_at", Times.instant("--until", until, api())).with("note", note);
      Reply reply = api().send(Request.post("/reservations", body.node()));
      print(reply.body());
      say(reply.status() == 201 ? "Held." : "It was held already.");
      return Exit.OK;
    }
  }

  @Command(
      name = "release",
      description = "Give back what is held, by the hold's reference.",
      footer = "  onhand reservation release cart-17")
  static final class Release extends OnHold {
    @Parameters(paramLabel = "REF", description = "What the hold is called.")
    String reference = "";

    @Override
    int run() throws InterruptedException {
      String path = "/reservations/" + Request.segment(reference) + "/release";
      print(api().send(Request.post(path, Json.object())).body());
      return Exit.OK;
    }
  }

  @Command(
      name = "audit",
      description = {
        "Compare what is reserved three ways: by levels, by reservations, by movements.",
        "orphan: reserved for a line that holds none; stale: not wanted any more;",
        "mismatched: what is stored is not what the movements add up to."
      },
      footer = {"  onhand reservation audit --exit-code", "  onhand reservation audit --fix"})
  static final class Audit extends Action {
    /** As a verification, it reads the whole journal. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private static final List<Column> SUMMARY =
        List.of(
            code("Clean", "clean"),
            number("Units reserved", "units_reserved"),
            number("For orders", "units_for_orders"),
            number("By hand", "units_by_hand"),
            number("Reservations", "reservations"),
            number("Seconds", "seconds"));

    private static final List<Column> FINDING =
        List.of(
            code("Kind", "kind"),
            text("Order", "order"),
            text("Line", "line"),
            text("SKU", "sku"),
            text("Location", "location"),
            number("Stored", "stored"),
            number("Calculated", "calculated"),
            text("What", "detail"),
            code("Fixed", "fixed"));

    @Option(
        names = "--fix",
        description = "Put right what can be. Movements are only added, each once.")
    boolean fix;

    @Option(names = "--exit-code", description = "Exit with 3 if anything is left to fix.")
    boolean exitCode;

    @Override
    int run() throws InterruptedException {
      Json.Body body = new Json.Body().with("fix", fix ? true : null);
      Request request = Request.post("/reservations/audit", body.node()).patience(PATIENCE);
      JsonNode audit = api().send(request).body();
      output().objectWithList(audit, SUMMARY, "findings", FINDING);
      long total = Json.number(audit, "findings_total");
      long fixed =
          audit
              .path("findings")
              .valueStream()
              .filter(f -> f.path("fixed").asBoolean(false))
              .count();
      say(
          total == 0
              ? "What is reserved adds up."
              : "Findings: %d, fixed: %d.%s"
                  .formatted(total, fixed, fix ? "" : " To put them right: --fix"));
      return exitCode && total > fixed ? Exit.DIFFERENCES : Exit.OK;
    }
  }
}
