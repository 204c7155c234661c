package dev.onhand.core.testing;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.State;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.model.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Acts a golden script out on a ledger and writes down what came of each line.
 *
 * <pre>
 * product  SKU [tracked|untracked|placeholder|bundle] [floor]     the floor is 0 where none is given
 * location CODE
 * floor    SKU LOCATION FLOOR|none                         a floor of the level's own
 * rename   SKU NEW-SKU
 * edit     SKU                                             raises the product's version, 1 at first
 * REASON   KEY SKU LOCATION UNITS [to= state= cause= note= at= expect= by= fact]
 * set      KEY SKU LOCATION ON-HAND [basis= expect= …]
 * reverse  KEY KEY-OF-THE-MOVEMENT [fact …]
 * each|atomic [SKU@VERSION…]                               the lines down to "end" are one list
 * </pre>
 *
 * A name with an @ before it is given by its id. Behind the arrow stand the outcome and, for each
 * location that is named, on hand/reserved/available, then what else is there. In a list that is
 * what was there after the whole list.
 */
public final class LedgerScript {

  /** The time at which every script plays. */
  public static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

  /** A movement that no ledger has. */
  private static final MovementId NOWHERE = new MovementId(Long.MAX_VALUE);

  private static final String ARROW = "->";

  /** Lines longer than this do not push the arrows of their neighbours to the right. */
  private static final int ARROW_COLUMN_MAX = 64;

  private record Line(String text, ScriptCommand command) {}

  /** A line of the result; what came of it is empty for all but commands. */
  private record Said(String text, String result) {}

  private final TestSeller seller;
  private final Map<String, ProductId> products = new HashMap<>();
  private final Map<String, LocationId> locations = new HashMap<>();
  private final Map<String, MovementId> movements = new HashMap<>();
  private final Map<MovementId, ScriptCommand> origins = new HashMap<>();
  private final List<Said> said = new ArrayList<>();

  private @Nullable List<Line> list;
  private boolean atomic;
  private final Map<ProductId, Long> versions = new LinkedHashMap<>();

  private LedgerScript(TestSeller seller) {
    this.seller = seller;
  }

  /** The script again, with what this seller's ledger made of it behind each arrow. */
  public static String run(String script, TestSeller seller) {
    LedgerScript run = new LedgerScript(seller);
    script.lines().forEach(run::line);
    if (run.list != null) {
      throw new IllegalArgumentException("a list without an end");
    }
    return run.text();
  }

  /** All that was said, with the arrows of a paragraph below each other. */
  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0, end; i < said.size(); i = end) {
      end = i + 1;
      while (end < said.size() && !said.get(end).text().isEmpty()) {
        end++;
      }
      List<Said> paragraph = said.subList(i, end);
      int column = paragraph.stream().mapToInt(LedgerScript::arrowColumn).max().orElse(0);
      for (Said line : paragraph) {
        String left = line.text() + " ".repeat(Math.max(0, column - line.text().length()));
        text.append(line.result().isEmpty() ? line.text() : left + " -> " + line.result());
        text.append('\n');
      }
    }
    return text.toString();
  }

  private static int arrowColumn(Said line) {
    int length = line.text().length();
    return line.result().isEmpty() || length > ARROW_COLUMN_MAX ? 0 : length;
  }

  private void line(String line) {
    String text = line.contains(ARROW) ? line.substring(0, line.indexOf(ARROW)) : line;
    String[] words = text.strip().split("\\s+");
    if (text.isBlank() || text.startsWith("#")) {
      say(line);
    } else if (setUp(words)) {
      say(text);
    } else if (words[0].equals("end")) {
      act(list == null ? List.of() : list);
      list = null;
      say(text);
    } else if (words[0].equals("each") || words[0].equals("atomic")) {
      begin(words);
      say(text);
    } else if (list != null) {
      list.add(new Line(text, new ScriptCommand(text)));
    } else {
      atomic = false;
      versions.clear();
      act(List.of(new Line(text, new ScriptCommand(text))));
    }
  }

  private void say(String line) {
    said.add(new Said(line.stripTrailing(), ""));
  }

  private boolean setUp(String[] words) {
    switch (words[0]) {
      case "product" -> addProduct(words);
      case "location" -> locations.put(words[1], seller.addLocation(words[1]));
      case "floor" -> seller.setFloor(product(words[1]), location(words[2]), floor(words[3]));
      case "rename" -> {
        seller.rename(product(words[1]), words[2]);
        products.put(words[2], product(words[1]));
        products.remove(words[1]);
      }
      case "edit" -> seller.edit(product(words[1]));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void addProduct(String[] words) {
    Stocked.Tracking tracking =
        words.length > 2
            ? Stocked.Tracking.valueOf(words[2].toUpperCase(Locale.ROOT))
            : Stocked.Tracking.TRACKED;
    Long floor =
        tracking == Stocked.Tracking.TRACKED ? floor(words.length > 3 ? words[3] : "0") : null;
    products.put(words[1], seller.addProduct(words[1], tracking, floor));
  }

  private static @Nullable Long floor(String word) {
    return word.equals("none") ? null : Quantity.parseWhole("floor", word);
  }

  private ProductId product(String sku) {
    return products.getOrDefault(sku, new ProductId(Long.MAX_VALUE));
  }

  private LocationId location(String code) {
    return locations.getOrDefault(code, new LocationId(Long.MAX_VALUE));
  }

  private void begin(String[] words) {
    list = new ArrayList<>();
    atomic = words[0].equals("atomic");
    versions.clear();
    for (int i = 1; i < words.length; i++) {
      int at = words[i].lastIndexOf('@');
      versions.put(
          product(words[i].substring(0, at)),
          Quantity.parseWhole("version", words[i].substring(at + 1)));
    }
  }

  private void act(List<Line> lines) {
    List<Command> commands = new ArrayList<>();
    for (Line line : lines) {
      commands.add(
          line.command()
              .command(this::product, this::location, key -> movements.getOrDefault(key, NOWHERE)));
    }
    List<Outcome> outcomes = seller.submit(commands, atomic, versions);
    if (outcomes.size() != commands.size()) {
      throw new IllegalStateException(commands.size() + " commands, but " + outcomes);
    }
    for (int i = 0; i < lines.size(); i++) {
      if (outcomes.get(i) instanceof Outcome.Recorded recorded) {
        movements.put(lines.get(i).command().key(), recorded.movement().id());
        origins.put(recorded.movement().id(), lines.get(i).command());
      }
    }
    for (int i = 0; i < lines.size(); i++) {
      String result = "%-20s %s".formatted(code(outcomes.get(i)), levels(lines.get(i).command()));
      said.add(new Said(lines.get(i).text().stripTrailing(), result.strip()));
    }
  }

  /** The word for an outcome, as scripts and the API have it. */
  public static String code(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Recorded recorded -> "recorded";
      case Outcome.AlreadyRecorded already -> "already_recorded";
      case Outcome.Unchanged unchanged -> "unchanged";
      case Outcome.Refused refused -> refused.code();
    };
  }

  private String levels(ScriptCommand command) {
    ScriptCommand named = command;
    while (named.isReversal()) {
      ScriptCommand origin = origins.get(movements.getOrDefault(named.reversedKey(), NOWHERE));
      if (origin == null) {
        return "";
      }
      named = origin;
    }
    ProductId product = products.get(named.sku());
    StringJoiner text = new StringJoiner(", ");
    for (String code : named.locations()) {
      LocationId location = locations.get(code);
      if (product != null && location != null) {
        String level = text(seller.level(product, location));
        text.add(named.locations().size() > 1 ? code + " " + level : level);
      }
    }
    return text.toString();
  }

  private static String text(Level level) {
    StringBuilder text =
        new StringBuilder(
            "%d/%d/%d".formatted(level.onHand(), level.reserved(), level.available()));
    for (State state : State.values()) {
      if (state != State.AVAILABLE && state != State.RESERVED && level.of(state) != 0) {
        text.append(" %s %d".formatted(state.code(), level.of(state)));
      }
    }
    return text.append(level.belowFloorSince() == null ? "" : " below_floor").toString();
  }
}
