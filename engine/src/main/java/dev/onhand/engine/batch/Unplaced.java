package dev.onhand.engine.batch;

import java.util.Arrays;
import java.util.Locale;

/**
 * Units that were scanned and belong to no line yet.
 *
 * @param code as scanned
 * @param units so many; those that were taken back are not among them
 */
public record Unplaced(String code, Why why, long units) {

  /** Why a scan belongs to no line. */
  public enum Why {
    /** Nothing has this code. */
    UNKNOWN_CODE("no product has this SKU, GTIN or barcode"),
    /** Several products have this code. */
    AMBIGUOUS_CODE("several products have this GTIN: scan the SKU"),
    /** It stands for what matched nothing. */
    PLACEHOLDER("it is a placeholder, which has no stock"),
    /** It is sold whole and stocked as its components. */
    BUNDLE("it is a bundle, which has no stock of its own: scan what is in it"),
    /** It is not to be counted here. */
    NOT_PLANNED("it is not among what is to be counted: plan it, or count it in another batch");

    private final String words;

    Why(String words) {
      this.words = words;
    }

    /** As written in the database and the API. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** For people, to follow the code. */
    public String words() {
      return words;
    }

    /** The reason of this code, which the database has. */
    public static Why read(String code) {
      return Arrays.stream(values())
          .filter(why -> why.code().equals(code))
          .findFirst()
          .orElseThrow();
    }
  }
}
