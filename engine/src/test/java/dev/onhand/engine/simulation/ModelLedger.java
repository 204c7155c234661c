package dev.onhand.engine.simulation;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger should do, told a second time: maps of words and numbers, written from the design
 * and without the code that it judges.
 */
public final class ModelLedger {

  private static final long LEVEL_MAX = 1_000_000_000_000L;
  private static final long MOVE_MAX = 1_000_000_000L;

  /** A movement; an end outside has no location. */
  private record Entry(
      String content,
      int product,
      long units,
      @Nullable Integer fromLocation,
      String from,
      @Nullable Integer toLocation,
      String to,
      @Nullable String reverses) {}

  private final World world;
  private final Instant now;
  private final Map<String, Entry> journal = new HashMap<>();
  private final Map<MovementId, String> keys = new HashMap<>();
  private final Map<String, Long> stock = new TreeMap<>();
  private final long[] versions = new long[World.NO_PRODUCT];

  public ModelLedger(World world, Instant now) {
    this.world = world;
    this.now = now;
    Arrays.fill(versions, 1);
  }

  /** Units in a state; "p l state" to units, without zeros. */
  public Map<String, Long> stock() {
    Map<String, Long> some = new TreeMap<>(stock);
    some.values().removeIf(units -> units == 0);
    return some;
  }

  public int movements() {
    return journal.size();
  }

  public long onHand(int product, int location) {
    return at(product, location, "available")
        + at(product, location, "reserved")
        + at(product, location, "damaged")
        + at(product, location, "quality_control")
        + at(product, location, "set_aside");
  }

  private long at(int product, int location, String state) {
    return stock.getOrDefault(place(product, location, state), 0L);
  }

  private static String place(int product, int location, String state) {
    return "p" + product + " l" + location + " " + state;
  }

  public long version(int product) {
    return versions[product];
  }

  public void edit(int product) {
    versions[product]++;
  }

  /** Tells the id that the ledger under test gave to the movement with a key. */
  public void learn(String key, MovementId id) {
    keys.put(id, key);
  }

  /**
   * The outcomes of a list, by their codes.
   *
   * @param reliesOn versions of products that the list relies on
   */
  public List<String> submit(List<Command> commands, boolean atomic, Map<Integer, Long> reliesOn) {
    boolean isKnown = commands.stream().allMatch(command -> journal.containsKey(key(command)));
    boolean isStale =
        !isKnown
            && reliesOn.entrySet().stream()
                .anyMatch(entry -> versions[entry.getKey()] != entry.getValue());
    if (isStale) {
      return commands.stream()
          .map(command -> journal.containsKey(key(command)) ? decide(command) : "stale_version")
          .toList();
    }
    Map<String, Long> stockBefore = new TreeMap<>(stock);
    List<String> added = new ArrayList<>();
    List<String> outcomes = new ArrayList<>();
    for (Command command : commands) {
      String outcome = decide(command);
      outcomes.add(outcome);
      if (outcome.equals("recorded")) {
        added.add(key(command));
      }
      if (atomic && isRefusal(outcome)) {
        stock.clear();
        stock.putAll(stockBefore);
        added.forEach(journal::remove);
        List<String> refused =
            new ArrayList<>(Collections.nCopies(commands.size(), "list_refused"));
        refused.set(outcomes.size() - 1, outcome);
        return refused;
      }
    }
    return outcomes;
  }

  private static boolean isRefusal(String outcome) {
    return !List.of("recorded", "already_recorded", "unchanged").contains(outcome);
  }

  private static String key(Command command) {
    return command.key().value();
  }

  private String decide(Command command) {
    Entry known = journal.get(key(command));
    if (known != null) {
      return known.content().equals(content(command)) ? "already_recorded" : "key_used_differently";
    }
    Instant occurred = command.details().occurredAt();
    if (occurred != null && Duration.between(now, occurred).compareTo(Duration.ofMinutes(10)) > 0) {
      return "occurred_in_future";
    }
    return switch (command) {
      case Command.Move move -> move(move);
      case Command.SetOnHand set -> set(set);
      case Command.Reverse reverse -> reverse(reverse);
    };
  }

  /** What was asked for, without who asked, whether as a fact, and what they expected. */
  private static String content(Command command) {
    String when = " at " + command.details().occurredAt();
    return when
        + switch (command) {
          case Command.Move m ->
              " move "
                  + m.reason()
                  + " "
                  + m.product().getClass()
                  + m.product()
                  + " "
                  + m.quantity()
                  + " "
                  + (m.location().getClass() + "" + m.location())
                  + (m.to() == null ? "" : m.to().getClass() + "" + m.to())
                  + m.state();
          case Command.SetOnHand s ->
              " set "
                  + s.product().getClass()
                  + s.product()
                  + " "
                  + s.location().getClass()
                  + s.location()
                  + " "
                  + s.onHand();
          case Command.Reverse r -> " reverse " + r.movement();
        };
  }

  private @Nullable Integer product(ProductRef ref) {
    for (int number = 0; number < World.NO_PRODUCT; number++) {
      if (ref instanceof ProductId
          ? ref.equals(world.product(number))
          : ref.toString().equals("P" + number)) {
        return number;
      }
    }
    return null;
  }

  private @Nullable Integer location(LocationRef ref) {
    for (int number = 0; number < World.NO_LOCATION; number++) {
      if (ref instanceof LocationId
          ? ref.equals(world.location(number))
          : ref.toString().equals("l" + number)) {
        return number;
      }
    }
    return null;
  }

  private String move(Command.Move move) {
    Integer product = product(move.product());
    if (product == null) {
      return "unknown_product";
    }
    Integer here = location(move.location());
    Integer there = move.to() == null ? null : location(move.to());
    if (here == null || (move.to() != null && there == null)) {
      return "unknown_location";
    }
    if (product == World.PLACEHOLDER) {
      return "placeholder_product";
    }
    if (here.equals(there)) {
      return "same_location";
    }
    if (move.expectedOnHand() != null && move.expectedOnHand() != onHand(product, here)) {
      return "stale_quantity";
    }
    String[] ends = ends(move).split(" ");
    return record(
        move,
        new Entry(
            content(move),
            product,
            move.quantity().units(),
            side(ends[0], here, there),
            word(ends[0]),
            side(ends[1], here, there),
            word(ends[1]),
            null),
        move.mode() == Command.Mode.FACT);
  }

  /** An end is a word; inside it begins with @, at the second location with @@. */
  private static @Nullable Integer side(String end, int here, @Nullable Integer there) {
    return end.startsWith("@@") ? there : end.startsWith("@") ? Integer.valueOf(here) : null;
  }

  private static String word(String end) {
    return end.replace("@", "");
  }

  private static String ends(Command.Move move) {
    Supplier<String> chosen =
        () -> move.state() == null ? "" : "@" + move.state().name().toLowerCase(Locale.ROOT);
    return switch (move.reason()) {
      case OPENING_STOCK -> "opening @available";
      case PURCHASE -> "supplier @available";
      case SALE_RETURN -> "customer " + or(chosen, "@available");
      case TRANSFER_OUT -> "@available @@in_transit";
      case TRANSFER_IN -> "@in_transit @available";
      case TRANSFER_LOST -> "@in_transit loss";
      case TRANSFER_BACK -> "@in_transit @@available";
      case STOCK_COUNT_CORRECTION, MANUAL_IN -> "count @available";
      case STOCK_COUNT_CORRECTION_MINUS, MANUAL_OUT -> "@available count";
      case RECOVERY_FOUND -> "loss @available";
      case MANUFACTURING_IN, REGRADE_IN -> "production @available";
      case MANUFACTURING_OUT, REGRADE_OUT -> "@available production";
      case SALE -> or(chosen, "@available") + " customer";
      case PURCHASE_RETURN -> "@available supplier";
      case DAMAGE, LOST_MISSING, THEFT, EXPIRED, QUALITY_CONTROL_FAILURE -> "@available loss";
      case PROMOTIONAL -> "@available promotion";
      case RESERVE -> "@available @reserved";
      case RELEASE -> "@reserved @available";
      case SET_ASIDE_UNITS -> "@available " + or(chosen, "@set_aside");
      case PUT_BACK -> or(chosen, "@set_aside") + " @available";
      case SCRAP -> or(chosen, "@damaged") + " loss";
      case RETURN_DAMAGED -> or(chosen, "@damaged") + " supplier";
      case REVERSAL -> throw new IllegalArgumentException();
    };
  }

  private static String or(Supplier<String> chosen, String usual) {
    return chosen.get().isEmpty() ? usual : chosen.get();
  }

  private String set(Command.SetOnHand set) {
    Integer product = product(set.product());
    if (product == null) {
      return "unknown_product";
    }
    Integer here = location(set.location());
    if (here == null) {
      return "unknown_location";
    }
    if (product == World.PLACEHOLDER) {
      return "placeholder_product";
    }
    long present = onHand(product, here);
    if (set.expectedOnHand() != null && set.expectedOnHand() != present) {
      return "stale_quantity";
    }
    long more = set.onHand() - present;
    if (more == 0) {
      return "unchanged";
    }
    if (more > MOVE_MAX || more < -MOVE_MAX) {
      return "limit_exceeded";
    }
    Entry entry =
        more > 0
            ? new Entry(content(set), product, more, null, "count", here, "available", null)
            : new Entry(content(set), product, -more, here, "available", null, "count", null);
    return record(set, entry, false);
  }

  private String reverse(Command.Reverse reverse) {
    String key = keys.get(reverse.movement());
    Entry original = key == null ? null : journal.get(key);
    if (original == null) {
      return "unknown_movement";
    }
    if (original.reverses() != null) {
      return "not_reversible";
    }
    if (journal.values().stream().anyMatch(entry -> key.equals(entry.reverses()))) {
      return "already_reversed";
    }
    Entry mirror =
        new Entry(
            content(reverse),
            original.product(),
            original.units(),
            original.toLocation(),
            original.to(),
            original.fromLocation(),
            original.from(),
            key);
    return record(reverse, mirror, reverse.mode() == Command.Mode.FACT);
  }

  private String record(Command command, Entry entry, boolean fact) {
    long left =
        entry.fromLocation() == null
            ? 0
            : at(entry.product(), entry.fromLocation(), entry.from()) - entry.units();
    long arrived =
        entry.toLocation() == null
            ? 0
            : at(entry.product(), entry.toLocation(), entry.to()) + entry.units();
    if (left < -LEVEL_MAX || arrived > LEVEL_MAX) {
      return "limit_exceeded";
    }
    Long floor = entry.from().equals("available") ? World.floor(entry.product()) : Long.valueOf(0);
    boolean mayGoBelow = fact && entry.from().equals("available");
    if (entry.fromLocation() != null && floor != null && left < floor && !mayGoBelow) {
      return "insufficient_stock";
    }
    if (entry.fromLocation() != null) {
      stock.put(place(entry.product(), entry.fromLocation(), entry.from()), left);
    }
    if (entry.toLocation() != null) {
      stock.put(place(entry.product(), entry.toLocation(), entry.to()), arrived);
    }
    journal.put(key(command), entry);
    return "recorded";
  }
}
