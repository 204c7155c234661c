package dev.onhand.engine.verification;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.SellerId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The report of effects that look as if they were recorded twice, under whatever keys. It should be
 * empty.
 */
public interface Duplicates {

  /** The most groups a page holds. */
  int PAGE_MAX = 200;

  /**
   * Effects that are more than their cause accounts for. An order that is known has on record what
   * was reserved, shipped and returned for each of its lines, however often and wherever: what its
   * movements add up to must not be more. Of any other cause, a line that moved one product for one
   * reason more than once is named; where the cause names no line, only movements of the same
   * quantity count as the same. Neither reversals nor what they reversed count; nor do transfers,
   * whose lines may come in parts and are checked against their numbers.
   *
   * @param movements which, in the order of their ids
   * @param quantity what they move together, less what was put back or released
   * @param expected what the order has on record; of any other cause, what the first of them moves
   */
  record Group(
      Cause cause,
      ProductId product,
      String sku,
      Reason reason,
      List<MovementId> movements,
      long quantity,
      long expected) {}

  /** Where a page ended. */
  record Cursor(
      String reference, String kind, String line, long product, String reason, long quantity) {}

  /**
   * A page of the report.
   *
   * @param next where the next page begins; null: this is the last
   */
  record Page(List<Group> groups, @Nullable Cursor next) {}

  /**
   * @param after where the page before ended; null: the first page
   * @param limit 1 to {@value #PAGE_MAX}
   */
  Page find(SellerId seller, @Nullable Cursor after, int limit);
}
