package dev.onhand.core.testing;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.State;
import dev.onhand.model.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A line of a script that is a command, read. */
final class ScriptCommand {

  private static final List<String> FLAGS = List.of("fact");

  private final List<String> words = new ArrayList<>();
  private final Map<String, String> options = new HashMap<>();

  ScriptCommand(String line) {
    for (String word : line.strip().split("\\s+")) {
      int equals = word.indexOf('=');
      if (FLAGS.contains(word)) {
        options.put(word, "");
      } else if (equals > 0 && words.size() > 2) {
        options.put(word.substring(0, equals), word.substring(equals + 1));
      } else {
        words.add(word);
      }
    }
  }

  String verb() {
    return words.getFirst();
  }

  String key() {
    return words.get(1);
  }

  boolean isReversal() {
    return verb().equals("reverse");
  }

  /** The key of the movement that a reversal undoes. */
  String reversedKey() {
    return words.get(2);
  }

  String sku() {
    return withoutMark(words.get(2));
  }

  /** The locations it names, one or two. */
  List<String> locations() {
    String to = options.get("to");
    String from = withoutMark(words.get(3));
    return to == null ? List.of(from) : List.of(from, withoutMark(to));
  }

  private static String withoutMark(String name) {
    return name.startsWith("@") ? name.substring(1) : name;
  }

  /**
   * The command.
   *
   * @param products ids of products by SKU: a name with an @ before it stands for the id
   * @param movements ids of movements by key
   */
  Command command(
      Function<String, ProductId> products,
      Function<String, LocationId> locations,
      Function<String, MovementId> movements) {
    return switch (verb()) {
      case "reverse" ->
          new Command.Reverse(
              new MovementKey(key()), movements.apply(reversedKey()), mode(), details());
      case "set" ->
          new Command.SetOnHand(
              new MovementKey(key()),
              product(products),
              location(words.get(3), locations),
              Quantity.parseWhole("on_hand", words.get(4)),
              Command.Basis.valueOf(
                  options.getOrDefault("basis", "count").toUpperCase(Locale.ROOT)),
              expected(),
              details());
      default -> move(products, locations);
    };
  }

  private Command move(
      Function<String, ProductId> products, Function<String, LocationId> locations) {
    String to = options.get("to");
    String state = options.get("state");
    return new Command.Move(
        new MovementKey(key()),
        product(products),
        Reason.find(verb()).orElseThrow(() -> new IllegalArgumentException("no verb " + verb())),
        Quantity.parse(words.get(4)),
        location(words.get(3), locations),
        to == null ? null : location(to, locations),
        state == null ? null : State.valueOf(state.toUpperCase(Locale.ROOT)),
        mode(),
        expected(),
        details());
  }

  private ProductRef product(Function<String, ProductId> ids) {
    String name = words.get(2);
    return name.startsWith("@") ? ids.apply(name.substring(1)) : ProductRef.sku(name);
  }

  private static LocationRef location(String name, Function<String, LocationId> ids) {
    return name.startsWith("@") ? ids.apply(name.substring(1)) : LocationRef.code(name);
  }

  private Command.Mode mode() {
    return options.containsKey("fact") ? Command.Mode.FACT : Command.Mode.WISH;
  }

  private @Nullable Long expected() {
    String expected = options.get("expect");
    return expected == null ? null : Quantity.parseWhole("expect", expected);
  }

  private Details details() {
    String at = options.get("at");
    return new Details(
        cause(),
        options.getOrDefault("by", "ann"),
        options.get("note"),
        at == null ? null : Instant.parse(at));
  }

  /** {@code cause=kind:reference:line}, the later parts if need be. */
  private Cause cause() {
    String[] parts = options.getOrDefault("cause", "person").split(":");
    return new Cause(
        Cause.Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)),
        parts.length > 1 ? parts[1] : null,
        parts.length > 2 ? parts[2] : null);
  }
}
