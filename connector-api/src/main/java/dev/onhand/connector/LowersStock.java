package dev.onhand.connector;

import dev.onhand.connector.StockSemantics.PutsBack;
import dev.onhand.connector.StockSemantics.TakesOff;

/**
 * Whether a channel takes its own sales off by itself, where its owner does not say: the account
 * says. As long as it does not, nothing is taken for done, so that the number is set anew after
 * each sale: that is right in both cases, and costs a call.
 */
public final class LowersStock {

  private static final String SETTING = "lowers_stock";

  /** No owner of these says what the most is; contracts have whole numbers. */
  private static final long QUANTITY_MAX = Integer.MAX_VALUE;

  /** What a channel is taken to do as long as the account does not say. */
  public static final StockSemantics UNTIL_TOLD =
      new StockSemantics(TakesOff.NEVER, PutsBack.UNKNOWN, QUANTITY_MAX);

  private static final StockSemantics AT_ORDER =
      new StockSemantics(TakesOff.AT_ORDER, PutsBack.UNKNOWN, QUANTITY_MAX);

  private LowersStock() {}

  /**
   * The setting of an account.
   *
   * @param owner who runs the channel
   * @param number what it would lower, such as {@code an offer's stock}
   */
  public static SettingSpec setting(String owner, String number) {
    return SettingSpec.toggle(
        SETTING,
        ("Whether %s itself lowers %s when it sells some. That is not documented. As long as this is"
                + " off the number is set anew after each sale, which is right in both cases and"
                + " costs a call.")
            .formatted(owner, number),
        false);
  }

  /** What an account's channel does. */
  public static StockSemantics semantics(Settings settings) {
    return settings.isOn(SETTING) ? AT_ORDER : UNTIL_TOLD;
  }
}
