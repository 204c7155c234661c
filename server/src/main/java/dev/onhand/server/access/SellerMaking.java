package dev.onhand.server.access;

import dev.onhand.engine.access.NewSeller;
import dev.onhand.engine.access.NewToken;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.access.Seller;
import dev.onhand.engine.access.Sellers;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;

/** Makes sellers, each with a first token by which the seller makes others. */
final class SellerMaking {

  private final Sellers sellers;
  private final TokenMaking tokens;
  private final InstantSource clock;

  SellerMaking(Sellers sellers, TokenMaking tokens, InstantSource clock) {
    this.sellers = sellers;
    this.tokens = tokens;
    this.clock = clock;
  }

  record Made(Seller seller, TokenMaking.Made token) {}

  /** Makes a seller; empty if there is one with that code. */
  Optional<Made> make(String code, String name, ZoneId timeZone, String actor) {
    return sellers
        .create(new NewSeller(code, name, timeZone, clock.instant()))
        .map(
            seller ->
                new Made(
                    seller,
                    tokens.make(
                        seller.id(),
                        new NewToken("admin", Scope.ofSeller(), null, actor, clock.instant()))));
  }
}
