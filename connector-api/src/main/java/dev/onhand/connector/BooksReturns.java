package dev.onhand.connector;

import java.util.Optional;
import java.util.Set;

/**
 * What becomes of goods that a channel's list of returns says are back: the account says. Whoever
 * books what he unpacks leaves it empty, so that nothing is booked twice.
 *
 * @param areBooked whether they come back at all
 * @param areSellable whether they are to be sold again; else somebody looks at them first
 */
public record BooksReturns(boolean areBooked, boolean areSellable) {

  private static final String SETTING = "returns";
  private static final String SELLABLE = "available";

  /**
   * The setting of an account.
   *
   * @param when what the channel says of goods that are back, such as {@code the package is
   *     received}
   */
  public static SettingSpec setting(String when) {
    return SettingSpec.text(
            SETTING,
            ("What a return is booked as once %s: available, to be sold again, or quality_control,"
                    + " for somebody to look at. Leave it empty if you book what you unpack:"
                    + " nothing is booked then.")
                .formatted(when))
        .oneOf(SELLABLE, "quality_control")
        .optional();
  }

  /** What an account says. */
  public static BooksReturns of(Settings settings) {
    Optional<String> told = settings.find(SETTING);
    return new BooksReturns(told.isPresent(), told.filter(SELLABLE::equals).isPresent());
  }

  /** The connector, which tells of returns only if they are to be booked. */
  public Connector in(Connector connector) {
    return Verbs.without(connector, areBooked ? Set.of() : Set.of(ReportsReturns.class));
  }
}
