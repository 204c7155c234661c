package dev.onhand.model;

import java.util.Locale;
import java.util.Set;

/** The column of a list of goods that says what each is. */
public final class CodeColumn {

  private static final Set<String> NAMES = Set.of("code", "sku", "gtin", "ean", "barcode");

  private CodeColumn() {}

  /** Whether a first field is that column's name, so that its line names the columns. */
  public static boolean isNamed(String field) {
    return NAMES.contains(field.strip().toLowerCase(Locale.ROOT));
  }
}
