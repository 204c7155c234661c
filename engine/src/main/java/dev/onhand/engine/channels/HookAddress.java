package dev.onhand.engine.channels;

import dev.onhand.core.ledger.SellerId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a channel calls us: the last part of the address, which names the account and which nobody
 * guesses. What comes there is believed only if it is signed.
 */
public record HookAddress(SellerId seller, String key) {

  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,17})-([0-9a-f]{32})");

  /** Empty: it cannot be one. */
  public static Optional<HookAddress> parse(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches()
        ? Optional.of(new HookAddress(new SellerId(Long.parseLong(parts.group(1))), parts.group(2)))
        : Optional.empty();
  }

  /** As it stands in the address. */
  public String text() {
    return seller.value() + "-" + key;
  }
}
