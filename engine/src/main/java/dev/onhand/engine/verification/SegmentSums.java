package dev.onhand.engine.verification;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.State;
import dev.onhand.engine.stock.LevelUnits;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up the segments of one product, as far as they are asked for. */
final class SegmentSums {

  private record Key(LocationId location, LocalDate month) {}

  /** A segment that still grows. */
  private static final class Sum {
    private final long firstId;
    private long lastId;
    private long movements;
    private Instant occurredMin = Instant.MAX;
    private Instant occurredMax = Instant.MIN;
    private Instant recordedMin = Instant.MAX;
    private Instant recordedMax = Instant.MIN;
    private LevelUnits units = LevelUnits.NONE;
    private final List<Long> firstIds = new ArrayList<>();

    Sum(long firstId) {
      this.firstId = firstId;
    }

    void note(JournalEntry entry) {
      if (lastId == entry.id().value()) {
        return; // the other end of the same movement
      }
      lastId = entry.id().value();
      movements++;
      if (movements <= Checkpoints.SEGMENT_FEW_MOVEMENTS) {
        firstIds.add(lastId);
      }
      occurredMin = entry.occurredAt().isBefore(occurredMin) ? entry.occurredAt() : occurredMin;
      occurredMax = entry.occurredAt().isAfter(occurredMax) ? entry.occurredAt() : occurredMax;
      recordedMin = entry.recordedAt().isBefore(recordedMin) ? entry.recordedAt() : recordedMin;
      recordedMax = entry.recordedAt().isAfter(recordedMax) ? entry.recordedAt() : recordedMax;
    }

    Segment toSegment(int number, Key key) {
      return new Segment(
          number,
          key.location(),
          key.month(),
          firstId,
          lastId,
          movements,
          occurredMin,
          occurredMax,
          recordedMin,
          recordedMax,
          units,
          movements <= Checkpoints.SEGMENT_FEW_MOVEMENTS ? firstIds : null);
    }
  }

  private final int wanted;
  private final Map<Key, Sum> open = new HashMap<>();
  private final List<Segment> closed = new ArrayList<>();
  private int movements;

  /**
   * @param wanted how many segments to add up; what comes after is passed over
   */
  SegmentSums(int wanted) {
    this.wanted = wanted;
  }

  void add(JournalEntry entry) {
    int number = movements / Checkpoints.SEGMENT_MOVEMENTS;
    if (number >= wanted) {
      return;
    }
    movements++;
    LocalDate month = entry.occurredAt().atOffset(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
    add(entry, entry.from(), month, -entry.quantity());
    add(entry, entry.to(), month, entry.quantity());
    if (movements % Checkpoints.SEGMENT_MOVEMENTS == 0) {
      open.forEach((key, sum) -> closed.add(sum.toSegment(number, key)));
      open.clear();
    }
  }

  private void add(
      JournalEntry entry, JournalEntry.@Nullable End end, LocalDate month, long units) {
    if (end == null) {
      return;
    }
    Sum sum =
        open.computeIfAbsent(new Key(end.location(), month), key -> new Sum(entry.id().value()));
    sum.note(entry);
    State state = end.state();
    if (state != null) {
      sum.units = sum.units.plus(state, units);
    }
  }

  /** The whole segments, by number, location and month. */
  List<Segment> closed() {
    return closed.stream()
        .sorted(
            Comparator.comparingInt(Segment::number)
                .thenComparing(Segment::location)
                .thenComparing(Segment::month))
        .toList();
  }
}
