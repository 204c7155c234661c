package dev.onhand.server.movements;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.Place;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.catalogue.Locations;
import dev.onhand.engine.catalogue.Products;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.model.Sku;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives a movement that was just decided its names: those by which the request named its product
 * and locations, and a look-up only for what it named by id.
 */
public final class MovementNames {

  private final Products products;
  private final Locations locations;

  MovementNames(Products products, Locations locations) {
    this.products = products;
    this.locations = locations;
  }

  /**
   * The movement as the journal would show it.
   *
   * @param location the command's first location
   * @param to its second one, if it has two
   */
  public JournalEntry entry(
      SellerId seller,
      Movement movement,
      ProductRef product,
      LocationRef location,
      @Nullable LocationRef to) {
    return new JournalEntry(
        movement,
        sku(seller, product),
        code(seller, movement.from(), location),
        code(seller, movement.to(), to == null ? location : to),
        null,
        null);
  }

  /**
   * Shows movements of one product at one location. What it gives only computes.
   *
   * @param location as the request named it; one that does not exist has no movements
   */
  public Function<Movement, JournalEntry> at(SellerId seller, Sku sku, LocationRef location) {
    String code =
        switch (location) {
          case LocationRef.ByCode byCode -> byCode.code();
          case LocationId id ->
              locations.find(seller, id).map(found -> found.data().code()).orElse("");
        };
    return movement ->
        new JournalEntry(
            movement,
            sku,
            movement.from() instanceof Place.Inside ? code : null,
            movement.to() instanceof Place.Inside ? code : null,
            null,
            null);
  }

  private Sku sku(SellerId seller, ProductRef ref) {
    return switch (ref) {
      case ProductRef.BySku bySku -> bySku.sku();
      case ProductId id -> products.find(seller, id).orElseThrow().sku();
    };
  }

  private @Nullable String code(SellerId seller, Place place, LocationRef ref) {
    if (!(place instanceof Place.Inside)) {
      return null;
    }
    return switch (ref) {
      case LocationRef.ByCode byCode -> byCode.code();
      case LocationId id -> locations.find(seller, id).orElseThrow().data().code();
    };
  }
}
