package dev.onhand.engine.testing;

import dev.onhand.core.ledger.Books;
import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.ledger.WorkingBooks.LevelKey;
import dev.onhand.engine.ledger.Planning.LevelRef;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Of the books only what was asked for: the levels that would be locked, and no other. */
final class AskedBooks implements Books {

  private final Books all;
  private final Set<LevelKey> levels = new HashSet<>();
  private final Set<ProductId> products = new HashSet<>();
  private final Set<LocationId> locations = new HashSet<>();

  AskedBooks(Books all, Collection<LevelRef> asked) {
    this.all = all;
    for (LevelRef ref : asked) {
      Optional<Stocked> product = all.findProduct(ref.product());
      Optional<LocationId> location = all.findLocation(ref.location());
      product.ifPresent(found -> products.add(found.id()));
      location.ifPresent(locations::add);
      if (product.isPresent() && location.isPresent()) {
        levels.add(new LevelKey(product.get().id(), location.get()));
      }
    }
  }

  @Override
  public Optional<Movement> findMovement(MovementKey key) {
    return all.findMovement(key);
  }

  @Override
  public Optional<Movement> findMovement(MovementId id) {
    return all.findMovement(id);
  }

  @Override
  public Optional<MovementId> findReversalOf(MovementId id) {
    return all.findReversalOf(id);
  }

  @Override
  public Optional<Stocked> findProduct(ProductRef ref) {
    return all.findProduct(ref).filter(found -> products.contains(found.id()));
  }

  @Override
  public Optional<LocationId> findLocation(LocationRef ref) {
    return all.findLocation(ref).filter(locations::contains);
  }

  @Override
  public Level level(Stocked product, LocationId location) {
    if (!levels.contains(new LevelKey(product.id(), location))) {
      throw new IllegalStateException(
          "the level of %s at %s was looked at and not asked for"
              .formatted(product.sku(), location));
    }
    return all.level(product, location);
  }
}
