package dev.onhand.engine.access;

import dev.onhand.core.batch.FourEyes;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Sourcing;
import dev.onhand.engine.catalogue.Saving;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where sellers are kept. */
public interface Sellers {

  Optional<Seller> find(SellerId id);

  Optional<Seller> findByCode(String code);

  /** All sellers of this server, for work that goes from one to the next. */
  List<Seller> all();

  /** Makes a seller; empty if there is one with that code. */
  Optional<Seller> create(NewSeller seller);

  /**
   * Changes a seller.
   *
   * @param name null: as it is
   * @param timeZone null: as it is
   * @param sourcing null: as it is
   * @param fourEyes null: as it is
   * @param expectedVersion the version the caller saw; null: any
   */
  Saving<Seller> change(
      SellerId id,
      @Nullable String name,
      @Nullable ZoneId timeZone,
      @Nullable Sourcing sourcing,
      @Nullable FourEyes fourEyes,
      @Nullable Long expectedVersion);

  /**
   * Changes a seller's usual sourcing while it is still the one that was seen.
   *
   * @return false: it is another now, and stays
   */
  boolean replaceSourcing(SellerId id, Sourcing seen, Sourcing wanted);

  /** Whether any token was ever made for a seller. */
  boolean hasToken(SellerId id);

  /** Runs the work while no other node is at its first start. */
  <T> T whileAlone(Supplier<T> work);
}
