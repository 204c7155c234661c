package dev.onhand.engine.verification;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.State;
import dev.onhand.engine.stock.LevelUnits;
import dev.onhand.engine.verification.Discrepancy.Kind;
import dev.onhand.engine.verification.ProductFacts.Note;
import dev.onhand.engine.verification.ProductFacts.StoredCheckpoint;
import dev.onhand.engine.verification.ProductFacts.StoredLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares what is stored of a product with what its movements say. Pure.
 *
 * <p>What follows from the movements can be put right from them, unless they are in doubt
 * themselves. They are when they say balances that they do not add up to (and no earlier repair of
 * the level explains it); or when level and checkpoint, which know nothing of each other, differ
 * from them by just the same. Both can as well come from a damaged level that went on being used,
 * so the seals decide: if they hold, the movements are what they were, and the level is wrong.
 * Movements that add up to less than nothing of what is never negative are always in doubt.
 *
 * @param discrepancies what is wrong, none of it repaired
 * @param inDoubt whether the movements are, so that nothing can be put right from them
 * @param levels the levels to write, with what to write
 * @param checkpoints whether the level checkpoints can and must be written anew
 * @param segments whether the segments can and must be written anew
 */
public record ProductAudit(
    List<Discrepancy> discrepancies,
    boolean inDoubt,
    Map<LocationId, ProductReplay.Sum> levels,
    boolean checkpoints,
    boolean segments) {

  /** Clocks of nodes differ, and a commit takes a moment. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  /** The state that a mark since when a level is below its floor goes by. */
  static final String BELOW_FLOOR = "below_floor_since";

  /**
   * @param sealsHold whether all sealed movements were just found to be what they were: then level
   *     and checkpoint prove nothing against them
   */
  public static ProductAudit of(ProductFacts facts, boolean sealsHold) {
    return new Comparison(facts, sealsHold).audit();
  }

  /** Whether something is to be written. */
  public boolean canRepair() {
    return !levels.isEmpty() || checkpoints || segments;
  }

  /** The discrepancies as they are once all that can be is put right. */
  public List<Discrepancy> repaired() {
    return inDoubt ? discrepancies : discrepancies.stream().map(Discrepancy::asRepaired).toList();
  }

  /** Whether all is as it must be. */
  public boolean isClean() {
    return discrepancies.isEmpty();
  }

  private static final class Comparison {
    private final ProductId product;
    private final ProductReplay replay;
    private final boolean sealsHold;
    private final Map<LocationId, StoredLevel> levels = new HashMap<>();
    private final Map<LocationId, StoredCheckpoint> checkpoints = new HashMap<>();
    private final List<Segment> segments;
    private final List<Note> notes;
    private final List<Discrepancy> found = new ArrayList<>();
    private final Map<LocationId, ProductReplay.Sum> toWrite = new TreeMap<>();
    private boolean inDoubt;
    private boolean checkpointsDiffer;

    Comparison(ProductFacts facts, boolean sealsHold) {
      this.sealsHold = sealsHold;
      this.product = facts.replay().product();
      this.replay = facts.replay();
      this.segments = facts.segments();
      this.notes = facts.notes();
      facts.levels().forEach(level -> levels.put(level.location(), level));
      facts.checkpoints().forEach(row -> checkpoints.put(row.location(), row));
    }

    ProductAudit audit() {
      TreeSet<LocationId> locations = new TreeSet<>(replay.levels().keySet());
      locations.addAll(levels.keySet());
      locations.addAll(checkpoints.keySet());
      locations.forEach(this::compare);
      boolean segmentsDiffer = !segments.equals(replay.segments());
      if (segmentsDiffer) {
        compareSegments();
      }
      return new ProductAudit(
          List.copyOf(found),
          inDoubt,
          inDoubt ? Map.of() : toWrite,
          checkpointsDiffer && !inDoubt,
          segmentsDiffer && !inDoubt);
    }

    private void compare(LocationId location) {
      ProductReplay.Sum sum = replay.levels().get(location);
      ProductReplay.Sum toBe = sum == null ? new ProductReplay.Sum() : sum;
      LevelUnits must = toBe.units();
      if (sum != null) {
        lookForDoubt(location, sum);
      }
      StoredLevel level = levels.get(location);
      if (level == null) {
        if (sum != null) {
          add(Kind.LEVEL, location, null, "no level", must.text());
          toWrite.put(location, toBe);
        }
      } else if (!level.units().equals(must)) {
        compareStates(Kind.LEVEL, location, level.units(), must);
        toWrite.put(location, toBe);
      } else if (level.isBelowFloor() != (level.belowFloorSince() != null)) {
        add(
            Kind.LEVEL,
            location,
            BELOW_FLOOR,
            level.belowFloorSince() == null ? "not marked" : "marked",
            level.isBelowFloor() ? "marked" : "not marked");
        toWrite.put(location, toBe);
      }
      compareCheckpoint(location, sum);
    }

    private void lookForDoubt(LocationId location, ProductReplay.Sum sum) {
      StoredLevel level = levels.get(location);
      boolean isLevelOff = level != null && !level.units().equals(sum.units());
      for (WrongPeriod period : sum.wrongPeriods()) {
        boolean comesFromLevel = sealsHold && period.until() == null && isLevelOff;
        if (!comesFromLevel && !isExplained(location, period)) {
          inDoubt |= !sealsHold;
          found.add(
              new Discrepancy(
                  Kind.MOVEMENT,
                  product,
                  location,
                  period.state(),
                  null,
                  period.first(),
                  Long.toString(period.stored()),
                  Long.toString(period.calculated()),
                  false));
        }
      }
      for (State state : State.values()) {
        if (state != State.AVAILABLE && sum.units().of(state) < 0) {
          inDoubt = true;
          add(
              Kind.MOVEMENT,
              location,
              state.code(),
              "movements that add up to " + sum.units().of(state),
              "0 or more");
        }
      }
      if (!sealsHold) {
        lookForAgreementAgainst(location, sum);
      }
    }

    /** The level was repaired while its movements were wrong, or this was reported before. */
    private boolean isExplained(LocationId location, WrongPeriod period) {
      Instant from = period.from().minus(SKEW);
      Instant until = period.until() == null ? Instant.MAX : period.until().plus(SKEW);
      return notes.stream()
          .anyMatch(
              note ->
                  location.equals(note.location())
                      ? !note.foundAt().isBefore(from) && !note.foundAt().isAfter(until)
                      : sealsHold && period.first().equals(note.movement()));
    }

    private void lookForAgreementAgainst(LocationId location, ProductReplay.Sum sum) {
      StoredLevel level = levels.get(location);
      StoredCheckpoint checkpoint = checkpoints.get(location);
      if (level != null && checkpoint != null && !level.units().equals(sum.units())) {
        LevelUnits levelMore = level.units().minus(sum.units());
        LevelUnits checkpointMore = checkpoint.units().minus(sum.unitsAtCut());
        if (levelMore.equals(checkpointMore)) {
          inDoubt = true;
          add(
              Kind.MOVEMENT,
              location,
              null,
              "movements that add up to " + sum.units().text(),
              "what level and checkpoint both say, " + level.units().text());
        }
      }
    }

    private void compareCheckpoint(LocationId location, ProductReplay.@Nullable Sum sum) {
      StoredCheckpoint stored = checkpoints.get(location);
      LevelUnits must = sum == null ? LevelUnits.NONE : sum.unitsAtCut();
      long movements = sum == null ? 0 : sum.movementsAtCut();
      if (stored == null) {
        if (movements > 0) {
          add(Kind.CHECKPOINT, location, null, "no checkpoint", must.text());
          checkpointsDiffer = true;
        }
        return;
      }
      if (!stored.units().equals(must)) {
        compareStates(Kind.CHECKPOINT, location, stored.units(), must);
        checkpointsDiffer = true;
      } else if (stored.movements() != movements) {
        add(
            Kind.CHECKPOINT,
            location,
            "movements",
            Long.toString(stored.movements()),
            Long.toString(movements));
        checkpointsDiffer = true;
      }
    }

    private void compareStates(Kind kind, LocationId location, LevelUnits stored, LevelUnits must) {
      for (State state : State.values()) {
        if (stored.of(state) != must.of(state)) {
          add(
              kind,
              location,
              state.code(),
              Long.toString(stored.of(state)),
              Long.toString(must.of(state)));
        }
      }
    }

    /** The first segment that is wrong; they are written anew together. */
    private void compareSegments() {
      List<Segment> must = replay.segments();
      int i = 0;
      while (i < segments.size() && i < must.size() && segments.get(i).equals(must.get(i))) {
        i++;
      }
      Segment stored = i < segments.size() ? segments.get(i) : null;
      Segment calculated = i < must.size() ? must.get(i) : null;
      Segment named = stored == null ? calculated : stored;
      add(
          Kind.CHECKPOINT,
          named == null ? null : named.location(),
          "segment",
          text(stored),
          text(calculated));
    }

    private static String text(@Nullable Segment segment) {
      return segment == null
          ? "none"
          : "%d of %s, movements %d to %d: %s"
              .formatted(
                  segment.number(),
                  segment.month(),
                  segment.firstId(),
                  segment.lastId(),
                  segment.units().text());
    }

    private void add(
        Kind kind,
        @Nullable LocationId location,
        @Nullable String state,
        String stored,
        String calculated) {
      found.add(
          new Discrepancy(kind, product, location, state, null, null, stored, calculated, false));
    }
  }
}
