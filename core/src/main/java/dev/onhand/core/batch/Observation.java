package dev.onhand.core.batch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many units of a product were there, as somebody saw it: true at the time of its last scan,
 * and of no other.
 *
 * @param units fewer than 0 only if more was taken back than was scanned
 * @param from when its first scan was made
 * @param at when its last scan was made
 */
public record Observation(long units, Instant from, Instant at) {

  /**
   * What scans of one product come to. A scan that begins a recount replaces all before it; so does
   * the wish of a reviewer. The devices' times tell what was before, not the order in which scans
   * came in: of devices that were without a network the first may come last.
   *
   * @param scans in the order in which they came in, which decides between equal times
   * @param since scans from before count no more; null: all do
   * @return empty if nothing was counted
   */
  public static Optional<Observation> of(List<Scan> scans, @Nullable Instant since) {
    List<Scan> inOrder = new ArrayList<>(scans);
    inOrder.removeIf(scan -> since != null && scan.at().isBefore(since));
    inOrder.sort(Comparator.comparing(Scan::at));
    int first = 0;
    for (int i = 0; i < inOrder.size(); i++) {
      first = inOrder.get(i).isRecount() ? i : first;
    }
    if (inOrder.isEmpty()) {
      return Optional.empty();
    }
    List<Scan> counted = inOrder.subList(first, inOrder.size());
    return Optional.of(
        new Observation(sum(counted), counted.getFirst().at(), counted.getLast().at()));
  }

  /** All units of these scans together. */
  public static long sum(List<Scan> scans) {
    return scans.stream().mapToLong(Scan::units).sum();
  }
}
