package dev.onhand.server.batches;

import dev.onhand.engine.batch.BatchLine;
import dev.onhand.engine.batch.BatchReview.Reviewed;
import dev.onhand.server.web.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which lines of a batch are wanted. */
public enum LinesWanted {
  ALL(line -> true, one -> true),
  CHANGED(line -> true, one -> one.change() != null && one.change() != 0),
  UNCHANGED(line -> true, one -> one.change() != null && one.change() == 0),
  UNCOUNTED(line -> line.observation().isEmpty(), one -> true),
  UNPOSTED(line -> line.posted() == null, one -> true),
  REFUSED(line -> line.refused() != null, one -> true);

  private final Predicate<BatchLine> lines;
  private final Predicate<Reviewed> reviewed;

  LinesWanted(Predicate<BatchLine> lines, Predicate<Reviewed> reviewed) {
    this.lines = lines;
    this.reviewed = reviewed;
  }

  /** As written in addresses; of all: nothing. */
  public String code() {
    return this == ALL ? "" : name().toLowerCase(Locale.ROOT);
  }

  /** In a word or two, for people. */
  public String said() {
    return switch (this) {
      case ALL -> "all";
      case CHANGED -> "changed";
      case UNCHANGED -> "as in the books";
      case UNCOUNTED -> "not counted";
      case UNPOSTED -> "not posted";
      case REFUSED -> "refused";
    };
  }

  /**
   * What is asked of a count.
   *
   * @param isBlind whether what the books say is not shown
   */
  public static List<LinesWanted> ofCount(boolean isBlind) {
    return isBlind ? List.of(ALL, UNCOUNTED) : List.of(ALL, CHANGED, UNCHANGED, UNCOUNTED);
  }

  /** Whether it depends on what the books say, so that {@link #ofReviewed} tells. */
  public boolean needsReview() {
    return this == CHANGED || this == UNCHANGED;
  }

  /** Those that may be wanted, by what was scanned. */
  public List<BatchLine> of(List<BatchLine> all) {
    return all.stream().filter(lines).toList();
  }

  /** Those that are, by what the books say. */
  public List<Reviewed> ofReviewed(List<Reviewed> all) {
    return all.stream().filter(reviewed).toList();
  }

  /**
   * The one of this code.
   *
   * @throws ProblemException naming all, if there is none
   */
  public static LinesWanted named(String code) {
    return Arrays.stream(values())
        .filter(one -> one.code().equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    "only",
                    Arrays.stream(values())
                        .filter(one -> one != ALL)
                        .map(LinesWanted::code)
                        .collect(Collectors.joining(", ", "only must be one of ", ""))));
  }
}
