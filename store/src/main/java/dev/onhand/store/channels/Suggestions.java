package dev.onhand.store.channels;

import static dev.onhand.store.database.SqlArrays.longs;
import static dev.onhand.store.database.SqlArrays.texts;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.Listing;
import dev.onhand.engine.channels.Suggestion;
import dev.onhand.engine.channels.Suggestion.Why;
import dev.onhand.store.catalogue.Folding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Products that listings of none may be of: what is looked for is made of what the channel says of
 * the listing, so that each look is a step through an index of the products.
 */
final class Suggestions {

  /** Of each listing. */
  private static final int MAX = 3;

  /** Shorter words begin too much. */
  private static final int SHORTEST = 3;

  private Suggestions() {}

  /**
   * What speaks for a product.
   *
   * @param key what it has to have
   * @param end of what begins with the key; null: it has to be the key
   */
  private record Clue(long listing, Why why, String key, @Nullable String end) {}

  private record Found(long listing, Suggestion suggestion) {}

  static Map<Long, List<Suggestion>> of(
      JdbcClient jdbc, SellerId seller, Collection<Listing> listings) {
    List<Clue> clues =
        listings.stream().filter(Suggestions::isOpen).flatMap(Suggestions::clues).toList();
    Map<Long, List<Suggestion>> suggested = new LinkedHashMap<>();
    if (clues.isEmpty()) {
      return suggested;
    }
    for (Found found : find(jdbc, seller, clues)) {
      List<Suggestion> of = suggested.computeIfAbsent(found.listing(), id -> new ArrayList<>());
      boolean isNew = of.stream().noneMatch(one -> one.sku().equals(found.suggestion().sku()));
      if (of.size() < MAX && isNew) {
        of.add(found.suggestion());
      }
    }
    return suggested;
  }

  private static boolean isOpen(Listing listing) {
    return listing.match() == null && !listing.isIgnored();
  }

  private static Stream<Clue> clues(Listing listing) {
    List<Clue> clues = new ArrayList<>();
    long id = listing.id();
    if (listing.remote().gtin() != null) {
      clues.add(new Clue(id, Why.GTIN, listing.remote().gtin(), null));
    }
    Stream.of(listing.remote().ref().sku(), listing.remote().ref().externalId())
        .flatMap(Stream::ofNullable)
        .map(Folding::fold)
        .distinct()
        .filter(sku -> sku.length() >= SHORTEST)
        .forEach(
            sku -> {
              clues.add(new Clue(id, Why.SKU, sku, null));
              beginnings(sku, "[^\\p{L}\\p{N}]")
                  .forEach(part -> clues.add(new Clue(id, Why.SKU_AND_MORE, part, null)));
              clues.add(new Clue(id, Why.SKU_BEGINS, sku, Folding.endOf(sku)));
            });
    String title = Folding.fold(listing.remote().title());
    if (title.length() >= SHORTEST) {
      clues.add(new Clue(id, Why.NAME, title, Folding.endOf(title)));
      beginnings(title, " ").forEach(part -> clues.add(new Clue(id, Why.NAME, part, null)));
    }
    return clues.stream();
  }

  /** What it begins with, up to what parts it, the longest first. */
  private static List<String> beginnings(String text, String parting) {
    List<String> all = new ArrayList<>();
    for (int end = text.length() - 1; end >= SHORTEST; end--) {
      if (text.substring(end, end + 1).matches(parting)) {
        all.add(text.substring(0, end));
      }
    }
    return all;
  }

  private static List<Found> find(JdbcClient jdbc, SellerId seller, List<Clue> clues) {
    return jdbc.sql(
            """
            select clue.listing_id, p.sku, p.name, clue.why
            from unnest(:listings, :whys, :keys, :ends) with ordinality as clue (listing_id, why, key, ends, place)
            cross join lateral (
              (select sku, name, tracking from product
                where clue.why = 0 and seller_id = :seller and gtin = clue.key limit :rows)
              union all
              (select sku, name, tracking from product
                where clue.why in (1, 2) and seller_id = :seller and sku_folded = clue.key limit :rows)
              union all
              (select sku, name, tracking from product
                where clue.why = 3 and seller_id = :seller and sku_folded > clue.key and sku_folded < clue.ends
                order by sku_folded limit :rows)
              union all
              (select sku, name, tracking from product
                where clue.why = 4 and clue.ends is null and seller_id = :seller and name_folded = clue.key limit :rows)
              union all
              (select sku, name, tracking from product
                where clue.why = 4 and seller_id = :seller and name_folded >= clue.key and name_folded < clue.ends
                order by name_folded limit :rows)) as p
            where p.tracking <> 'placeholder'
            order by clue.listing_id, clue.why, clue.place, p.sku
            """)
        .param("seller", seller.value())
        .param("rows", MAX)
        .param("listings", longs(clues, Clue::listing))
        .param("whys", longs(clues, clue -> (long) clue.why().ordinal()))
        .param("keys", texts(clues, Clue::key))
        .param("ends", texts(clues, Clue::end))
        .query(
            (row, number) ->
                new Found(
                    row.getLong("listing_id"),
                    new Suggestion(
                        row.getString("sku"),
                        row.getString("name"),
                        Why.values()[row.getInt("why")])))
        .list();
  }
}
