package dev.onhand.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A product's numbers for people: each on a line, what it is made of indented below it. */
final class ExplainedTree {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private static final int INDENT = 2;

  /** What a remark keeps of a narrow terminal where labels are long. */
  private static final int REMARK_MIN = 16;

  private final ZoneId zone;
  private final List<Line> lines = new ArrayList<>();

  ExplainedTree(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * @param number "" where the line is a heading
   */
  private record Line(int depth, String label, String number, String remark) {

    int labelWidth() {
      return depth * INDENT + DisplayWidth.of(label);
    }
  }

  /**
   * The lines of an explanation.
   *
   * @param channel whose orders' share was asked for; null: none
   * @param columns the width of the terminal, 0 for no limit
   */
  List<String> lines(JsonNode explanation, @Nullable String channel, int columns) {
    root(explanation.path("on_hand"), "On hand", "");
    root(explanation.path("in_transit"), "In transit", "");
    if (explanation.hasNonNull("to_promise")) {
      root(explanation.path("to_promise"), "Can be promised", "available above the floor");
    }
    if (Json.number(explanation.path("incoming"), "units") != 0) {
      root(explanation.path("incoming"), "Incoming", "still to arrive");
    }
    explanation.path("waiting").forEach(this::waiting);
    if (explanation.hasNonNull("bundle")) {
      bundle(explanation.path("bundle"));
    }
    if (channel != null) {
      lines.add(new Line(0, "Orders of " + channel, "", ""));
      explanation.path("channel").forEach(this::share);
    }
    explanation.path("listings").forEach(this::listing);
    return Stream.concat(title(explanation), drawn(columns)).toList();
  }

  private Stream<String> title(JsonNode explanation) {
    String at = Json.text(explanation, "at");
    String title = Json.text(explanation, "sku") + "  " + Json.text(explanation, "name");
    return Stream.of(at.isEmpty() ? title : title + ", as of " + local(at), "");
  }

  private void root(JsonNode part, String label, String remark) {
    add(0, label, Json.number(part, "units"), remark, part);
  }

  /** What orders of a channel did: the newest lines, each with when it was. */
  private void share(JsonNode part) {
    lines.add(new Line(1, name(part), Long.toString(Json.number(part, "units")), lineCount(part)));
    for (JsonNode line : part.path("splits").path(0).path("parts")) {
      boolean isMore = Json.text(line, "what").equals("more");
      lines.add(
          new Line(
              2,
              isMore ? more(line) : cause(line),
              Long.toString(Json.number(line, "units")),
              isMore || !line.hasNonNull("at") ? "" : local(Json.text(line, "at"))));
    }
  }

  /** What a listing should show, step by step, and what became of it. */
  private void listing(JsonNode explained) {
    JsonNode listing = explained.path("listing");
    String id = Json.text(listing, "id");
    lines.add(
        new Line(0, "Listing " + id + " on " + Json.text(listing, "channel"), "", said(listing)));
    explained.path("steps").forEach(step -> step(step, explained.path("rule")));
    if (explained.path("steps").isEmpty()) {
      lines.add(new Line(1, "not counted", "", "the channel keeps its own number"));
    }
    known(listing, "desired", "since ");
    known(listing, "pushed", "");
    known(listing, "acknowledged", "");
    known(listing, "observed", "last synced ");
    boolean isKnown = listing.hasNonNull("shown");
    String due = listing.path("due").asBoolean(false) ? "to be told" : "";
    lines.add(
        new Line(1, "believed to show", isKnown ? Json.text(listing, "shown") : "not known", due));
  }

  /** Why nothing is told, if so. */
  private static String said(JsonNode listing) {
    if (listing.hasNonNull("refused")) {
      return words(Json.text(listing, "refused")) + ": " + Json.text(listing, "refused_detail");
    }
    String state = Json.text(listing, "state");
    return state.equals("active") ? "" : state;
  }

  private void step(JsonNode step, JsonNode scoped) {
    String name = Json.text(step, "step");
    JsonNode rule = scoped.path("rule");
    String remark =
        switch (name) {
          case "pool" -> "there is, in the channel's locations";
          case "stop_selling" -> "of the rule of " + scope(scoped);
          case "buffer", "percent", "fixed", "max", "min" ->
              Json.text(rule, name) + ", of the rule of " + scope(scoped);
          case "tuned_buffer" -> "kept back as sales elsewhere are told late";
          case "pack" -> "packs of several units";
          case "own_orders" -> "with units of its own open orders, which it counts to its stock";
          default -> "";
        };
    lines.add(new Line(1, words(name), Json.text(step, "left"), remark));
  }

  private static String scope(JsonNode scoped) {
    String subject = Json.text(scoped, "subject");
    return "the " + Json.text(scoped, "scope") + (subject.isEmpty() ? "" : " " + subject);
  }

  private void known(JsonNode listing, String number, String before) {
    JsonNode known = listing.path(number);
    boolean isThere = known.hasNonNull("quantity");
    lines.add(
        new Line(
            1,
            number,
            isThere ? Json.text(known, "quantity") : "-",
            isThere ? before + local(Json.text(known, "at")) : "never"));
  }

  private void waiting(JsonNode part) {
    switch (Json.text(part, "name")) {
      case "backordered" -> root(part, "Backordered", "wanted by orders, and not there");
      case "parked" -> root(part, "Parked", "on lines that nothing can be done for yet");
      default -> root(part, "Open differences", "left, though the books had none");
    }
  }

  private void add(int depth, String label, long units, String remark, JsonNode part) {
    lines.add(new Line(depth, label, Long.toString(units), remark));
    splits(depth + 1, part);
  }

  private void splits(int depth, JsonNode part) {
    boolean isFirst = true;
    boolean areSigned = Json.text(part, "what").equals("reason");
    for (JsonNode split : part.path("splits")) {
      int below = depth;
      if (!isFirst && !split.path("parts").isEmpty()) {
        lines.add(new Line(depth, "these are for", "", ""));
        below++;
      }
      for (JsonNode child : split.path("parts")) {
        child(below, child, areSigned);
      }
      isFirst = false;
    }
  }

  private void child(int depth, JsonNode part, boolean isSigned) {
    long units = Json.number(part, "units");
    String signed = "%+d".formatted(units);
    switch (Json.text(part, "what")) {
      case "movement" -> lines.add(new Line(depth, movement(part), signed, why(part)));
      case "cause" -> lines.add(new Line(depth, cause(part), Long.toString(units), since(part)));
      case "more" ->
          lines.add(new Line(depth, more(part), isSigned ? signed : Long.toString(units), ""));
      case "rule" -> lines.add(new Line(depth, name(part), signed, ""));
      case "reason" -> {
        lines.add(new Line(depth, name(part), signed, movementCount(part)));
        splits(depth + 1, part);
      }
      case "location" -> add(depth, Json.text(part, "name"), units, since(part), part);
      default -> add(depth, name(part), units, since(part), part);
    }
  }

  private void bundle(JsonNode bundle) {
    JsonNode total = bundle.path("can_be_made");
    lines.add(
        new Line(0, "Can be made", Long.toString(Json.number(total, "units")), "of components"));
    List<JsonNode> sums = List.copyOf(total.path("splits").path(0).path("parts").values());
    int index = 0;
    for (JsonNode place : bundle.path("places")) {
      long units = Json.number(sums.get(index++), "units");
      lines.add(new Line(1, Json.text(place, "location"), Long.toString(units), ""));
      place.path("components").forEach(this::component);
    }
  }

  private void component(JsonNode component) {
    String free = component.hasNonNull("free") ? Json.text(component, "free") : "no limit";
    String enough =
        component.hasNonNull("enough_for")
            ? "enough for " + Json.text(component, "enough_for")
            : "not counted";
    boolean isLimiting = component.path("limiting").asBoolean(false);
    lines.add(
        new Line(
            2,
            Json.number(component, "needed") + " × " + Json.text(component, "sku"),
            free,
            enough + (isLimiting ? ", the least" : "")));
  }

  private String movement(JsonNode part) {
    return local(Json.text(part, "at")) + " " + Json.text(part, "movement_id");
  }

  /** What a movement was recorded for: what caused it, else who did. */
  private static String why(JsonNode part) {
    boolean isNamed = part.path("cause").hasNonNull("reference");
    return isNamed ? cause(part) : "by " + Json.text(part, "actor");
  }

  private static String cause(JsonNode part) {
    JsonNode cause = part.path("cause");
    String kind = words(Json.text(cause, "kind"));
    if (!cause.hasNonNull("reference")) {
      return kind.equals("person") ? "nothing named (by hand)" : "nothing named (" + kind + ")";
    }
    String named = kind + " " + Json.text(cause, "reference");
    // The line of a transfer is the product, of which all this is.
    return cause.hasNonNull("line") && !kind.equals("transfer")
        ? named + ", line " + Json.text(cause, "line")
        : named;
  }

  private static String more(JsonNode part) {
    return "and " + Json.number(part, "count") + " more";
  }

  private String since(JsonNode part) {
    return part.hasNonNull("at") ? "since " + local(Json.text(part, "at")) : "";
  }

  private static String movementCount(JsonNode part) {
    return counted(part, "movement");
  }

  private static String lineCount(JsonNode part) {
    return counted(part, "order line");
  }

  private static String counted(JsonNode part, String what) {
    return Plain.many(Json.number(part, "count"), what);
  }

  private static String name(JsonNode part) {
    return words(Json.text(part, "name"));
  }

  private static String words(String code) {
    return code.replace('_', ' ');
  }

  private String local(String instant) {
    return MINUTE.format(Instant.parse(instant).atZone(zone));
  }

  private Stream<String> drawn(int columns) {
    int numbers = lines.stream().mapToInt(line -> line.number().length()).max().orElse(0);
    int widest = lines.stream().mapToInt(Line::labelWidth).max().orElse(0);
    int labels =
        columns == 0
            ? widest
            : Math.min(widest, Math.max(REMARK_MIN, columns - numbers - 4 - REMARK_MIN));
    return lines.stream().map(line -> drawn(line, labels, numbers, columns));
  }

  private static String drawn(Line line, int labels, int numbers, int columns) {
    String label = " ".repeat(line.depth() * INDENT) + line.label();
    String cut = DisplayWidth.cut(Plain.text(label), labels);
    String text =
        cut
            + " ".repeat(labels - DisplayWidth.of(cut) + 2 + numbers - line.number().length())
            + line.number()
            + (line.remark().isEmpty() ? "" : "  " + Plain.text(line.remark()));
    return columns == 0 ? text.stripTrailing() : DisplayWidth.cut(text, columns).stripTrailing();
  }
}
