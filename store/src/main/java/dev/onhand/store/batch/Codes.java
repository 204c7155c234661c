package dev.onhand.store.batch;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked.Tracking;
import dev.onhand.engine.batch.Unplaced.Why;
import dev.onhand.model.Sku;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What scanned codes mean. */
final class Codes {

  /** All scanners write a GTIN in one of these lengths, the shorter ones with zeros before. */
  private static final List<Integer> GTIN_LENGTHS = List.of(8, 12, 13, 14);

  private Codes() {}

  /**
   * What a code means.
   *
   * @param why it means no product that is stocked; null: it does
   */
  record Meaning(@Nullable ProductId product, @Nullable Sku sku, @Nullable Why why) {

    static Meaning none(Why why) {
      return new Meaning(null, null, why);
    }
  }

  private record Found(String code, int rank, ProductId product, Sku sku, Tracking tracking) {}

  /**
   * Looks codes up: as barcodes of the seller's own, then as SKUs, then as GTINs.
   *
   * @return by code; all of them are there
   */
  static Map<String, Meaning> find(JdbcClient jdbc, SellerId seller, Collection<String> codes) {
    Map<String, List<Found>> found = new HashMap<>();
    Set<String> distinct = new LinkedHashSet<>(codes);
    if (!distinct.isEmpty()) {
      look(jdbc, seller, distinct)
          .forEach(one -> found.computeIfAbsent(one.code(), code -> new ArrayList<>()).add(one));
    }
    Map<String, Meaning> meanings = new HashMap<>();
    distinct.forEach(code -> meanings.put(code, meaning(found.getOrDefault(code, List.of()))));
    return meanings;
  }

  private static Meaning meaning(List<Found> all) {
    int best = all.stream().mapToInt(Found::rank).min().orElse(0);
    List<Found> found = all.stream().filter(one -> one.rank() == best).toList();
    if (found.isEmpty()) {
      return Meaning.none(Why.UNKNOWN_CODE);
    }
    if (found.stream().map(Found::product).distinct().count() > 1) {
      return Meaning.none(Why.AMBIGUOUS_CODE);
    }
    Found one = found.getFirst();
    return switch (one.tracking()) {
      case PLACEHOLDER -> Meaning.none(Why.PLACEHOLDER);
      case BUNDLE -> Meaning.none(Why.BUNDLE);
      case TRACKED, UNTRACKED -> new Meaning(one.product(), one.sku(), null);
    };
  }

  private static List<Found> look(JdbcClient jdbc, SellerId seller, Set<String> codes) {
    List<String> scanned = new ArrayList<>();
    List<String> gtins = new ArrayList<>();
    for (String code : codes) {
      for (String form : gtins(code)) {
        scanned.add(code);
        gtins.add(form);
      }
    }
    return jdbc.sql(
            """
            select wanted.code, 1 as rank, p.product_id, p.sku, p.tracking
            from unnest(:codes) as wanted (code)
            join product_barcode b on b.seller_id = :seller and b.barcode = wanted.code
            join product p on p.seller_id = :seller and p.product_id = b.product_id
            union all
            select wanted.code, 2, p.product_id, p.sku, p.tracking
            from unnest(:codes) as wanted (code)
            join product p on p.seller_id = :seller and p.sku = wanted.code
            union all
            select wanted.code, 3, p.product_id, p.sku, p.tracking
            from unnest(:scanned, :gtins) as wanted (code, gtin)
            join product p on p.seller_id = :seller and p.gtin = wanted.gtin
            """)
        .param("seller", seller.value())
        .param("codes", codes.toArray(String[]::new))
        .param("scanned", scanned.toArray(String[]::new))
        .param("gtins", gtins.toArray(String[]::new))
        .query(
            (row, number) ->
                new Found(
                    row.getString("code"),
                    row.getInt("rank"),
                    new ProductId(row.getLong("product_id")),
                    new Sku(row.getString("sku")),
                    Tracking.valueOf(row.getString("tracking").toUpperCase(Locale.ROOT))))
        .list();
  }

  /** The forms in which a GTIN may be kept: 12, 13 or 14 digits say the same with zeros before. */
  private static List<String> gtins(String code) {
    if (!code.matches("[0-9]{8,14}")) {
      return List.of();
    }
    String digits = code.replaceFirst("^0+", "");
    List<String> forms = new ArrayList<>();
    for (int length : GTIN_LENGTHS) {
      if (digits.length() <= length) {
        forms.add("0".repeat(length - digits.length()) + digits);
      }
    }
    return forms;
  }
}
