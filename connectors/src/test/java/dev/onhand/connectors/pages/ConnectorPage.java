package dev.onhand.connectors.pages;

import dev.onhand.connector.AnswersChallenges;
import dev.onhand.connector.Behavior;
import dev.onhand.connector.ConfirmsPushes;
import dev.onhand.connector.Connector;
import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.Limits.Rate;
import dev.onhand.connector.Preset;
import dev.onhand.connector.ReadsListing;
import dev.onhand.connector.ReadsListings;
import dev.onhand.connector.ReadsOrder;
import dev.onhand.connector.ReceivesWebhooks;
import dev.onhand.connector.ReportsOrders;
import dev.onhand.connector.SettingSpec;
import dev.onhand.connector.SettingSpec.Kind;
import dev.onhand.connector.StockSemantics.PutsBack;
import dev.onhand.connector.StockSemantics.TakesOff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A connector's page.
 *
 * @param guide what people wrote about it
 */
record ConnectorPage(ConnectorDescriptor kind, Connector connector, String guide) {

  /** What connectors can do, in words. */
  Map<String, Boolean> capabilities() {
    Map<String, Boolean> can = new LinkedHashMap<>();
    can.put("reads one listing", connector instanceof ReadsListing);
    can.put("reads several at once", connector instanceof ReadsListings);
    can.put("is asked for orders", connector instanceof ReportsOrders);
    can.put("reads one order", connector instanceof ReadsOrder);
    can.put("is told by webhooks", connector instanceof ReceivesWebhooks);
    can.put("answers the check of an address", connector instanceof AnswersChallenges);
    can.put("confirms pushes later", connector instanceof ConfirmsPushes);
    for (Behavior behavior : Behavior.values()) {
      can.put(said(behavior), kind.supports(behavior));
    }
    return can;
  }

  private static String said(Behavior behavior) {
    return switch (behavior) {
      case PUSHES_ZERO -> "sets a listing to 0";
      case PUSHES_IN_BULK -> "sets many at once";
      case PARTLY_APPLIES -> "takes the rest where one is refused";
      case COMPARES_AND_SETS -> "sets only what is as expected";
      case KNOWS_ATTEMPTS -> "takes an attempt once";
      case COUNTS_BY_LOCATION -> "counts by location";
      case TELLS_ALL_CHANGES -> "tells every change of an order";
    };
  }

  String text() {
    List<String> lines = new ArrayList<>();
    lines.add("# " + kind.title());
    lines.add("");
    lines.add(
        "Type `%s`. Made from what the connector says of itself; to write it anew: `mvn -pl"
                .formatted(kind.type())
            + " connectors test -Dtest=ConnectorPagesTest -Donhand.update=true`. The owner's"
            + " documentation: <%s>.".formatted(kind.documentation()));
    lines.add("");
    lines.addAll(List.of("## Settings", "", "| Setting | | What it is |", "|---|---|---|"));
    kind.settings().forEach(setting -> lines.add(row(setting)));
    lines.add("");
    lines.add(
        "Another channel of this type is added with `--like CHANNEL`: all is as there, but for"
            + " secrets and what is *its own*.");
    lines.add("");
    if (!kind.presets().isEmpty()) {
      lines.addAll(presets());
    }
    lines.addAll(List.of("## Keys and permissions", ""));
    lines.add("- A key or token that is not accepted: " + kind.access().login());
    lines.add("- What a key must be allowed: " + kind.access().rights());
    lines.add("");
    lines.add(guide.strip());
    lines.addAll(List.of("", "## What it can do", "", "| | |", "|---|---|"));
    capabilities()
        .forEach((what, can) -> lines.add("| %s | %s |".formatted(what, can ? "yes" : "no")));
    lines.addAll(List.of("", "## What the channel does to stock", ""));
    lines.add("- " + said(kind.semantics().takesOff()));
    lines.add("- " + said(kind.semantics().putsBack()));
    lines.add("- A listing shows at most %s.".formatted(number(kind.semantics().quantityMax())));
    lines.addAll(List.of("", "## Limits that are kept", ""));
    lines.add("- Listings in one push: at most %d.".formatted(kind.limits().batchMax()));
    kind.limits().rates().forEach(rate -> lines.add("- " + said(rate)));
    lines.add(
        "- After \"too many\" without a time: %s, doubled each time."
            .formatted(said(kind.limits().throttledWait())));
    lines.addAll(List.of("", "## What its statuses mean", "", "| Status | Open units |"));
    lines.add("|---|---|");
    new TreeMap<>(kind.statuses())
        .forEach((status, effect) -> lines.add("| `%s` | %s |".formatted(status, effect.code())));
    lines.add("");
    lines.add("Any other status has no effect and is reported.");
    return String.join("\n", lines) + "\n";
  }

  private List<String> presets() {
    List<String> lines = new ArrayList<>();
    lines.addAll(List.of("## Presets", ""));
    lines.add(
        "To begin with: what you give by name holds instead. `onhand channel add CODE --type %s"
                .formatted(kind.type())
            + " --preset NAME`.");
    lines.addAll(List.of("", "| Preset | Sets | For what |", "|---|---|---|"));
    for (Preset preset : kind.presets()) {
      List<String> sets = new ArrayList<>();
      new TreeMap<>(preset.settings())
          .forEach((name, value) -> sets.add("`%s` to `%s`".formatted(name, value)));
      if (preset.pollSeconds() != null) {
        sets.add("`--poll-seconds %d`".formatted(preset.pollSeconds()));
      }
      preset.asks().forEach(name -> sets.add("asks for `%s`".formatted(name)));
      lines.add(
          "| `%s` | %s | %s: %s |"
              .formatted(preset.name(), String.join(", ", sets), preset.title(), preset.help()));
    }
    lines.add("");
    return lines;
  }

  private static String row(SettingSpec setting) {
    List<String> traits = new ArrayList<>();
    if (setting.kind() == Kind.SECRET) {
      traits.add("secret");
    }
    if (setting.fallback() != null) {
      traits.add("default `%s`".formatted(setting.fallback()));
    } else if (setting.neededFor() != null) {
      traits.add(
          "needed where `%s` is `%s`"
              .formatted(setting.neededFor().setting(), setting.neededFor().value()));
    } else {
      traits.add(setting.isOptional() ? "optional" : "needed");
    }
    if (!setting.isShared() && setting.kind() != Kind.SECRET) {
      traits.add("its own");
    }
    String choices =
        setting.choices().isEmpty()
            ? ""
            : " One of `%s`.".formatted(String.join("`, `", setting.choices()));
    return "| `%s` | %s | %s%s |"
        .formatted(setting.name(), String.join(", ", traits), setting.help(), choices);
  }

  private static String said(TakesOff when) {
    return switch (when) {
      case AT_ORDER -> "It takes its own sales off once they are ordered.";
      case AT_PAYMENT -> "It takes its own sales off once they are paid.";
      case AT_SHIPMENT ->
          "It takes its own sales off once they are shipped, and keeps its own reservations until"
              + " then: what is pushed includes them.";
      case NEVER -> "It never takes its own sales off.";
    };
  }

  private static String said(PutsBack puts) {
    return switch (puts) {
      case YES -> "It puts units of cancelled orders back.";
      case NO -> "It does not put units of cancelled orders back.";
      case UNKNOWN ->
          "Whether it puts units of cancelled orders back is not known: the number is set anew after"
              + " each.";
    };
  }

  private static String said(Rate rate) {
    return "%s: at most %s in %s."
        .formatted(capital(rate.name()), number(rate.units()), said(rate.window()));
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String said(Duration time) {
    return time.toMinutes() > 0 && time.toSecondsPart() == 0
        ? "%d min".formatted(time.toMinutes())
        : "%d s".formatted(time.toSeconds());
  }
}
