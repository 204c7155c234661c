package dev.onhand.server.access;

import dev.onhand.engine.access.NewSeller;
import dev.onhand.engine.access.NewToken;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.access.Seller;
import dev.onhand.engine.access.Sellers;
import java.time.InstantSource;
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
  Optional<Made> make(NewSeller wanted, String actor) {
    return sellers.create(wanted).map(seller -> new Made(seller, makeToken(seller, actor)));
  }

  /** A token that may do all that concerns this seller. */
  TokenMaking.Made makeToken(Seller seller, String actor) {
    return tokens.make(
        seller.id(), new NewToken("admin", Scope.ofSeller(), null, actor, clock.instant()));
  }
}
