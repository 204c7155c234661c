package dev.onhand.sandbox.bol;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Limit;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Signer;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Rules;
import dev.onhand.sandbox.shop.Rules.Taking;
import dev.onhand.sandbox.wire.Response.Header;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * bol. Answers {@code /token}, and below {@code /retailer} {@code offers} (v11) and {@code orders}
 * (v10).
 */
public final class Bol implements Marketplace {
  private final Traits traits;

  /**
   * An account's traits.
   *
   * @param sentByBol SKUs of which bol's warehouse sends all orders
   * @param listsSince whether orders of a day are also those that changed later
   * @param answersNotFound whether a push of an offer that is gone is answered by 404
   * @param token one that is good from the beginning and does not end; empty: there is none
   */
  record Traits(
      String client,
      String secret,
      Set<String> sentByBol,
      boolean listsSince,
      boolean answersNotFound,
      String token) {
    Traits {
      sentByBol = Set.copyOf(sentByBol);
    }
  }

  private Bol(Traits traits) {
    this.traits = traits;
  }

  public static Bol withClient(String client, String secret) {
    return new Bol(new Traits(client, secret, Set.of(), false, false, ""));
  }

  /** The same account where offers of these SKUs are in bol's warehouse. */
  public Bol thatSends(String... skus) {
    return new Bol(
        new Traits(
            traits.client,
            traits.secret,
            Set.of(skus),
            traits.listsSince,
            traits.answersNotFound,
            traits.token));
  }

  /** The same account where a day of change stands for it and all later; that is not documented. */
  public Bol thatListsSince() {
    return new Bol(
        new Traits(
            traits.client,
            traits.secret,
            traits.sentByBol,
            true,
            traits.answersNotFound,
            traits.token));
  }

  /** The same account where a push of an offer that is gone is 404; that is not documented. */
  public Bol thatAnswersNotFound() {
    return new Bol(
        new Traits(
            traits.client, traits.secret, traits.sentByBol, traits.listsSince, true, traits.token));
  }

  /** The same account with a token that is good from the beginning and does not end. */
  public Bol thatTakes(String token) {
    return new Bol(
        new Traits(
            traits.client,
            traits.secret,
            traits.sentByBol,
            traits.listsSince,
            traits.answersNotFound,
            token));
  }

  /** How it signs its calls. */
  public static Signer signer(PrivateKey key) {
    return (_, _, body) -> {
      try {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(body);
        String text = Base64.getEncoder().encodeToString(signature.sign());
        return List.of(
            new Header(
                "Signature", "keyId=0, algorithm=\"rsa-sha256\", signature=%s".formatted(text)));
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException("every JDK has SHA256withRSA", impossible);
      }
    };
  }

  @Override
  public Rules rules() {
    return Rules.of(Taking.LOWERS_QUANTITY)
        .withCancelling(true, false, false, false)
        .withQuantities(0, Integer.MAX_VALUE)
        .withIds("6ff736b5-cdd0-4150-8c67-%012d"::formatted, number -> "1043" + number);
  }

  /** As it publishes them, for each method and endpoint apart; what patches may is not known. */
  @Override
  public List<Limit> limits() {
    return List.of(
        calls(Purpose.ORDER_POLL, 25, Duration.ofMinutes(1)),
        calls(Purpose.ORDER_READ, 25, Duration.ofSeconds(1)),
        calls(Purpose.LISTING_READ, 25, Duration.ofSeconds(1)),
        calls(Purpose.PUSH, 50, Duration.ofSeconds(1)));
  }

  private static Limit calls(Purpose purpose, int max, Duration window) {
    return new Limit(
        purpose.name(), EnumSet.of(purpose), Limit.Unit.CALLS, max, window, Duration.ZERO);
  }

  @Override
  public Dialect open(Site site) {
    return new BolDialect(site, traits, limits());
  }
}
