package dev.onhand.sandbox.kaufland;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Limit;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Signer;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Rules;
import dev.onhand.sandbox.shop.Rules.Taking;
import dev.onhand.sandbox.wire.Response.Header;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Kaufland. Answers below {@code /v2} {@code info/storefront}, {@code units} with {@code bulk},
 * {@code order-units}, {@code orders/{id}} and {@code returns}. What is listed is a unit on each of
 * its storefronts, all of them with one amount.
 */
public final class Kaufland implements Marketplace {
  private static final int RADIX = 36;

  private final Traits traits;

  /**
   * An account's traits.
   *
   * @param events which of them it tells
   */
  record Traits(
      Signatures signatures, List<String> storefronts, Taking taking, Set<String> events) {
    Traits {
      storefronts = List.copyOf(storefronts);
      events = Set.copyOf(events);
    }
  }

  private Kaufland(Traits traits) {
    this.traits = traits;
  }

  /** An account on the storefront {@code de} whose sales leave the amounts as they are. */
  public static Kaufland withKeys(String clientKey, String secretKey) {
    return new Kaufland(
        new Traits(
            new Signatures(clientKey, secretKey, ""),
            List.of("de"),
            Taking.LEAVES_QUANTITY,
            Set.of("order_new")));
  }

  /** The same account on these storefronts; orders are placed on the first. */
  public Kaufland on(String... storefronts) {
    return new Kaufland(
        new Traits(traits.signatures, List.of(storefronts), traits.taking, traits.events));
  }

  /** The same account where a sale lowers the amount; the documentation does not say. */
  public Kaufland thatLowersAmounts() {
    return new Kaufland(
        new Traits(traits.signatures, traits.storefronts, Taking.LOWERS_QUANTITY, traits.events));
  }

  /** The same account with a subscription to these events only. */
  public Kaufland thatTells(String... events) {
    return new Kaufland(
        new Traits(traits.signatures, traits.storefronts, traits.taking, Set.of(events)));
  }

  /** The same account with a signature that is good for every call at any time. */
  public Kaufland thatTakes(String signature) {
    return new Kaufland(
        new Traits(
            new Signatures(traits.signatures.clientKey(), traits.signatures.secretKey(), signature),
            traits.storefronts,
            traits.taking,
            traits.events));
  }

  /** How it signs its calls to an address. */
  public static Signer signer(URI address, String secretKey) {
    return (_, at, body) -> {
      String time = "" + at.getEpochSecond();
      return List.of(
          new Header(Signatures.TIMESTAMP, time),
          new Header(
              Signatures.SIGNATURE,
              Signatures.signature(secretKey, "POST", address.toString(), body, time)));
    };
  }

  @Override
  public Rules rules() {
    return Rules.of(traits.taking)
        .withQuantities(0, Integer.MAX_VALUE)
        .withIds(
            Long::toString, number -> "MB" + Long.toString(number, RADIX).toUpperCase(Locale.ROOT));
  }

  @Override
  public List<Limit> limits() {
    return List.of(
        new Limit(
            "calls",
            EnumSet.allOf(Purpose.class),
            Limit.Unit.CALLS,
            111,
            Duration.ofSeconds(1),
            Duration.ZERO));
  }

  @Override
  public Dialect open(Site site) {
    return new KauflandDialect(site, traits);
  }
}
