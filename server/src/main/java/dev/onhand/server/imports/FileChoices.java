package dev.onhand.server.imports;

import dev.onhand.engine.imports.ColumnChoice;
import dev.onhand.engine.imports.Importer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a resting file is to be read, as it was chosen.
 *
 * @param charset null: found out
 * @param location of lines that name none; null: each must
 * @param create whether products and locations are made that are not known
 * @param skip whether lines that are wrong are left out, rather than nothing applied
 * @param as what a retailer's sales become; null: what is usual, or it is no retailer's
 * @param columns by the name of ours: where theirs stands, from 0
 * @param same by the name of ours: what holds for all lines
 * @param like the name of the file that was read so before; null: it was chosen for this one
 */
public record FileChoices(
    String kind,
    @Nullable String charset,
    @Nullable String location,
    boolean create,
    boolean skip,
    @Nullable String as,
    Map<String, Integer> columns,
    Map<String, String> same,
    @Nullable String like) {

  private static final String KEY = "key";
  private static final String TIME = "occurred_at";

  /** Enough of a digest that no two files of a seller have the same. */
  private static final int DIGITS_OF_KEY = 32;

  public FileChoices {
    columns = Map.copyOf(new TreeMap<>(columns));
    same = Map.copyOf(new TreeMap<>(same));
  }

  /** As nothing but a guess says. */
  static FileChoices guessed(String kind, @Nullable String charset, Map<String, Integer> columns) {
    return new FileChoices(kind, charset, null, false, false, null, columns, Map.of(), null);
  }

  /** The same as another kind of file, or in another charset. */
  FileChoices readAs(String newKind, @Nullable String newCharset, Map<String, Integer> newColumns) {
    return new FileChoices(
        newKind, newCharset, location, create, skip, null, newColumns, same, null);
  }

  /**
   * The same of another file with these columns. What is left out of it and what is made for it is
   * decided file by file.
   *
   * @param name of the file for which it was chosen
   */
  FileChoices again(String name) {
    return new FileChoices(kind, charset, location, false, false, as, columns, same, name);
  }

  /** Whether a column of ours is in the file. */
  public boolean has(String name) {
    return columns.containsKey(name);
  }

  /**
   * What its columns are. Lines of movements that have no key get the file's and their number, and
   * those that have no time the one at which the file was imported first: so that the same file
   * counts once.
   *
   * @param seenAt when its content was first imported
   * @throws IllegalArgumentException if they contradict each other
   */
  ColumnChoice columns(String sha256, Instant seenAt) {
    Map<String, String> values = new HashMap<>(same);
    boolean ofMovements = kind.equals(Importer.MOVEMENTS);
    if (ofMovements && !has(TIME)) {
      values.put(TIME, seenAt.toString());
    }
    String keys =
        ofMovements && !has(KEY) ? "file:" + sha256.substring(0, DIGITS_OF_KEY) + ":" : null;
    return new ColumnChoice(columns, values, keys);
  }

  /** In the words of a request. */
  ImportParameters.Given given(String fileName, boolean dryRun) {
    return new ImportParameters.Given(
        kind,
        Boolean.toString(dryRun),
        Boolean.toString(create),
        skip ? "skip" : "stop",
        fileName,
        charset,
        location,
        as);
  }
}
