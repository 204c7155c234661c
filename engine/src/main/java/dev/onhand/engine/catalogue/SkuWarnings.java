package dev.onhand.engine.catalogue;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.model.Sku;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells when a SKU may be taken for another: they are different to the database and the same to a
 * person.
 */
public final class SkuWarnings {

  /**
   * Letters of Cyrillic and Greek that are drawn like Latin ones, and what they are taken for. The
   * common ones: this is a warning and not a wall.
   */
  private static final String LOOKALIKES = "аеорсухіјѕԁһкмтвнАЕОРСУХІЈЅКМТВНαοινκΑΒΕΖΗΙΚΜΝΟΡΤΥΧ";

  private static final String TAKEN_FOR = "aeopcyxijsdhkmtbhAEOPCYXIJSKMTBHaoivkABEZHIKMNOPTYX";

  private final Products products;

  public SkuWarnings(Products products) {
    this.products = products;
  }

  /** Sentences about a SKU that was just given to a product; empty if there is nothing to say. */
  public List<String> warnings(SellerId seller, Sku sku) {
    List<String> warnings = new ArrayList<>();
    String plain = plain(sku.value());
    if (!plain.equals(sku.value()) && isLatin(plain)) {
      warnings.add(
          "SKU '%s' has letters that look like others: it reads like '%s'.".formatted(sku, plain));
    }
    Set<String> looks = new TreeSet<>(List.of(sku.folded(), fold(plain)));
    for (Sku twin : products.listTwins(seller, sku, looks)) {
      warnings.add("There is also a product '%s', which looks the same.".formatted(twin));
    }
    return warnings;
  }

  /** The text as a person reads it: in Latin letters of ordinary width. */
  static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    String wide = Normalizer.normalize(text, Normalizer.Form.NFKC);
    for (int i = 0; i < wide.length(); i++) {
      int known = LOOKALIKES.indexOf(wide.charAt(i));
      plain.append(known < 0 ? wide.charAt(i) : TAKEN_FOR.charAt(known));
    }
    return plain.toString();
  }

  /** A SKU in another script looks like itself; one that passes for Latin is what misleads. */
  private static boolean isLatin(String text) {
    return text.codePoints()
        .filter(Character::isLetter)
        .allMatch(letter -> Character.UnicodeScript.of(letter) == Character.UnicodeScript.LATIN);
  }

  private static String fold(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
  }
}
