package dev.onhand.engine.imports;

import static dev.onhand.core.ledger.Reason.DAMAGE;
import static dev.onhand.core.ledger.Reason.LOST_MISSING;
import static dev.onhand.core.ledger.Reason.MANUAL_IN;
import static dev.onhand.core.ledger.Reason.MANUAL_OUT;
import static dev.onhand.core.ledger.Reason.PROMOTIONAL;
import static dev.onhand.core.ledger.Reason.RECOVERY_FOUND;
import static dev.onhand.core.ledger.Reason.STOCK_COUNT_CORRECTION;
import static dev.onhand.core.ledger.Reason.STOCK_COUNT_CORRECTION_MINUS;

import dev.onhand.core.ledger.Reason;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What a clerk meant who adjusted the stock in {@link OnlineRetail} and wrote why: a table of
 * words, the first match counts. It was made from all 135 texts of the year (case aside).
 */
final class ClerksWords {

  private ClerksWords() {}

  /**
   * @param name what is counted in the report
   * @param fewer why units left, where the quantity is negative
   * @param more why units came, where it is positive: the way back from where the others went
   */
  record Rule(String name, Reason fewer, Reason more, Predicate<String> matches) {}

  private static final List<Rule> RULES =
      List.of(
          rule("adjustment without a word", STOCK_COUNT_CORRECTION_MINUS, STOCK_COUNT_CORRECTION)
              .when(String::isEmpty),
          // "damages/dotcom?", "damages/credits from ASOS.", "POSSIBLE DAMAGES OR LOST?": damage
          // first
          rule("damaged", DAMAGE, RECOVERY_FOUND)
              .contains(
                  "damag",
                  "dagamed",
                  "broken",
                  "breakage",
                  "crack",
                  "crush",
                  "smash",
                  "faulty",
                  "wet",
                  "water",
                  "rust",
                  "mould",
                  "smudge",
                  "unsaleable",
                  "thrown",
                  "throw away"),
          // "found some more on shelf" stands beside −9: a count, whatever was found
          rule("found", STOCK_COUNT_CORRECTION_MINUS, RECOVERY_FOUND)
              .contains("found", "put aside"),
          rule("missing", LOST_MISSING, RECOVERY_FOUND)
              .contains("missing", "lost", "mia", "can't find"),
          rule("given away", PROMOTIONAL, MANUAL_IN)
              .contains("given away", "sample", "display", "showroom", "mailout"),
          // a set was sold and its parts were not taken off, or the other way round
          rule("sold elsewhere", MANUAL_OUT, MANUAL_IN)
              .contains(
                  "sold",
                  "dotcom",
                  "amazon",
                  "ebay",
                  "fba",
                  "website",
                  "online",
                  "push order",
                  "sale error"),
          rule("booked wrongly", MANUAL_OUT, MANUAL_IN)
              .contains(
                  "wrong",
                  "incorrect",
                  "barcode",
                  "code",
                  "marked",
                  "label",
                  "mix up",
                  "credit",
                  "reverse",
                  "oops",
                  "not rcvd",
                  "returned",
                  "20713",
                  "23343"),
          rule("counted", STOCK_COUNT_CORRECTION_MINUS, STOCK_COUNT_CORRECTION)
              .contains("?", "check", "counted", "adjust"),
          rule("other words", STOCK_COUNT_CORRECTION_MINUS, STOCK_COUNT_CORRECTION)
              .when(words -> true));

  private record Start(String name, Reason fewer, Reason more) {
    Rule when(Predicate<String> matches) {
      return new Rule(name, fewer, more, matches);
    }

    Rule contains(String... words) {
      return when(text -> List.of(words).stream().anyMatch(text::contains));
    }
  }

  private static Start rule(String name, Reason fewer, Reason more) {
    return new Start(name, fewer, more);
  }

  static Rule ruleFor(String words) {
    String text = words.strip().toLowerCase(Locale.ROOT);
    return RULES.stream().filter(rule -> rule.matches().test(text)).findFirst().orElseThrow();
  }
}
