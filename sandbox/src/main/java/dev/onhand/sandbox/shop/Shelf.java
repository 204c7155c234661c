package dev.onhand.sandbox.shop;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The listings of a shop and the journal of their changes. Not thread-safe: the shop locks. */
final class Shelf {
  private final InstantSource clock;

  /** In the order in which pages show them; copied for each page, so it must be quick to copy. */
  private final List<Listing> listings = new ArrayList<>();

  private final Map<String, Integer> placeById = new HashMap<>();
  private final Map<String, String> idBySku = new HashMap<>();
  private final List<Entry> journal = new ArrayList<>();

  Shelf(InstantSource clock) {
    this.clock = clock;
  }

  void add(Listing listing) {
    String other = idBySku.putIfAbsent(folded(listing.sku()), listing.id());
    if (other != null) {
      throw new IllegalArgumentException(
          "SKU " + listing.sku() + " is listed already, as " + other);
    }
    append(listing);
    write(Cause.LISTED, "", listing, listing);
  }

  /** Changes a listing and writes that down. */
  Listing change(String id, Cause cause, String reference, UnaryOperator<Listing> change) {
    Listing before = get(id);
    Listing after = change.apply(before);
    if (!before.sku().equals(after.sku())) {
      rename(before, after);
    }
    listings.set(placeOf(id), after);
    write(cause, reference, before, after);
    return after;
  }

  private void rename(Listing before, Listing after) {
    String other = idBySku.get(folded(after.sku()));
    if (other != null && !other.equals(before.id())) {
      throw new IllegalArgumentException("SKU " + after.sku() + " is listed already, as " + other);
    }
    idBySku.remove(folded(before.sku()));
    idBySku.put(folded(after.sku()), after.id());
  }

  /** Takes a listing off for good; its id is never given again. */
  void remove(String id) {
    Listing gone = change(id, Cause.DELETED, "", listing -> listing.with(Listing.State.DELETED));
    takeOut(id);
    idBySku.remove(folded(gone.sku()));
  }

  /** Puts a listing behind all others, as a page is read in an order that nobody promised. */
  void moveToEnd(String id) {
    Listing moved = get(id);
    takeOut(id);
    append(moved);
  }

  private void append(Listing listing) {
    placeById.put(listing.id(), listings.size());
    listings.add(listing);
  }

  private void takeOut(String id) {
    int place = placeOf(id);
    listings.remove(place);
    placeById.remove(id);
    for (int i = place; i < listings.size(); i++) {
      placeById.put(listings.get(i).id(), i);
    }
  }

  private int placeOf(String id) {
    Integer place = placeById.get(id);
    if (place == null) {
      throw new IllegalArgumentException("no listing has the id " + id);
    }
    return place;
  }

  Listing get(String id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("no listing has the id " + id));
  }

  Optional<Listing> find(String id) {
    return Optional.ofNullable(placeById.get(id)).map(listings::get);
  }

  Optional<Listing> findBySku(String sku) {
    return Optional.ofNullable(idBySku.get(folded(sku))).map(this::get);
  }

  List<Listing> all() {
    return List.copyOf(listings);
  }

  List<Entry> journal() {
    return List.copyOf(journal);
  }

  private void write(Cause cause, String reference, Listing before, Listing after) {
    Instant at = clock.instant();
    journal.add(new Entry(journal.size() + 1L, at, cause, reference, before, after));
  }

  private static String folded(String sku) {
    return sku.toLowerCase(Locale.ROOT);
  }
}
