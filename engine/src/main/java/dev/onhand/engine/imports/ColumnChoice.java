package dev.onhand.engine.imports;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a file are which of ours, where its header does not say so in our words. What is
 * not chosen is passed over.
 *
 * @param columns by the name of ours: where theirs stands, from 0
 * @param same by the name of ours: what holds for all lines, since no column says it
 * @param keys with what the keys of the lines begin, which end with their numbers; null: a column
 *     has them, or none are needed
 */
public record ColumnChoice(
    Map<String, Integer> columns, Map<String, String> same, @Nullable String keys) {

  /**
   * The name of a column that is passed over. No file can have it: a header with a NUL is refused.
   */
  static final String UNUSED = "\0";

  private static final String KEY = "key";

  /**
   * @throws IllegalArgumentException if a column is to be two of ours, or has a value besides
   */
  public ColumnChoice {
    columns = Collections.unmodifiableMap(new TreeMap<>(columns));
    same = Collections.unmodifiableMap(new TreeMap<>(same));
    Set<Integer> used = new HashSet<>();
    for (Map.Entry<String, Integer> each : columns.entrySet()) {
      if (!used.add(each.getValue())) {
        throw new IllegalArgumentException(
            "column %d is chosen for %s and for another: a column can be one of ours"
                .formatted(each.getValue() + 1, each.getKey()));
      }
      if (same.containsKey(each.getKey()) || (keys != null && each.getKey().equals(KEY))) {
        throw new IllegalArgumentException(
            "%s has a column and a value for all lines: choose one".formatted(each.getKey()));
      }
    }
  }

  /** The same where these are empty unless something is chosen for them. */
  ColumnChoice withBlank(Collection<String> names) {
    Map<String, String> more = new TreeMap<>(same);
    names.stream().filter(name -> !columns.containsKey(name)).forEach(n -> more.putIfAbsent(n, ""));
    return new ColumnChoice(columns, more, keys);
  }

  /**
   * A value that every line is given.
   *
   * @param isNumbered whether the line's number is its end
   */
  record Added(String name, String value, boolean isNumbered) {
    String of(long line) {
      return isNumbered ? value + line : value;
    }
  }

  /** What is given to each line, in the order in which it follows the line's own fields. */
  List<Added> added() {
    List<Added> added = new ArrayList<>();
    same.forEach((name, value) -> added.add(new Added(name, value, false)));
    if (keys != null) {
      added.add(new Added(KEY, keys, true));
    }
    return List.copyOf(added);
  }

  /**
   * The header in our words: of the file's own columns and then of what is added.
   *
   * @throws UnreadableFileException if a column is chosen that there is none of
   */
  List<String> header(List<String> theirs) {
    List<String> header = new ArrayList<>(Collections.nCopies(theirs.size(), UNUSED));
    columns.forEach(
        (name, position) -> {
          if (position < 0 || position >= theirs.size()) {
            throw new UnreadableFileException(
                1,
                "invalid_header",
                "The file has %d columns, so that column %d cannot be %s. Choose another."
                    .formatted(theirs.size(), position + 1, name));
          }
          header.set(position, name);
        });
    added().forEach(one -> header.add(one.name()));
    return List.copyOf(header);
  }
}
