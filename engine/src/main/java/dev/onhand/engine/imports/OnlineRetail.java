package dev.onhand.engine.imports;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Reason;
import dev.onhand.model.Quantity;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The invoices of a British retailer of gifts: Chen, D. (2015), <i>Online Retail</i>, UCI Machine
 * Learning Repository, doi 10.24432/C5BW33, CC BY 4.0.
 *
 * <ul>
 *   <li>An invoice is an order, each line of it a sale; one whose number begins with C is a return.
 *   <li>A clerk adjusted the stock by an invoice of one line, without a price or a customer, and
 *       wrote why (see {@link ClerksWords}). A line without a price among others, or with a
 *       customer, is something given to the customer: it left the house like any sale.
 *   <li>Postage, fees, discounts, samples and vouchers are no goods and are left out.
 *   <li>Codes differ in case only where web orders were keyed in small letters (85123a, 85123A); in
 *       all 106 such pairs both say the same product, so the SKU is the code in capitals.
 * </ul>
 */
public final class OnlineRetail implements RetailMapping {

  private static final int INVOICE = 0;
  private static final int CODE = 1;
  private static final int DESCRIPTION = 2;
  private static final int QUANTITY = 3;
  private static final int DATE = 4;
  private static final int PRICE = 5;
  private static final int CUSTOMER = 6;

  private static final Set<String> NO_GOODS =
      Set.of(
          "POST",
          "DOT",
          "M",
          "m",
          "D",
          "S",
          "B",
          "C2",
          "BANK CHARGES",
          "AMAZONFEE",
          "CRUK",
          "PADS");

  private static final String VOUCHER = "gift_0001_";

  private static final ZoneId ZONE = ZoneId.of("Europe/London");

  @Override
  public String name() {
    return "online-retail";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "InvoiceNo",
        "StockCode",
        "Description",
        "Quantity",
        "InvoiceDate",
        "UnitPrice",
        "CustomerID");
  }

  @Override
  public int documentColumn() {
    return INVOICE;
  }

  @Override
  public ZoneId zone() {
    return ZONE;
  }

  @Override
  public RetailLine map(SourceLine line) {
    String code = line.text(CODE);
    if (NO_GOODS.contains(code) || code.startsWith(VOUCHER)) {
      return new RetailLine.LeftOut(code);
    }
    String invoice = line.text(INVOICE);
    long quantity = Quantity.parseWhole("Quantity", line.text(QUANTITY));
    boolean priced = isPriced(line.text(PRICE));
    if (quantity == 0) {
      throw new IllegalArgumentException("Quantity must not be 0");
    }
    if (invoice.startsWith("C")) {
      return customerReturn(line, quantity);
    }
    if (invoice.isEmpty() || invoice.charAt(0) < '0' || invoice.charAt(0) > '9') {
      throw new IllegalArgumentException(
          "InvoiceNo '%s' is no invoice (digits) and no return (C and digits)"
              .formatted(Shown.shortly(invoice)));
    }
    boolean adjustment =
        !priced && (quantity < 0 || (line.isAlone() && line.text(CUSTOMER).isEmpty()));
    if (adjustment) {
      return adjustment(line, quantity);
    }
    if (quantity < 0) {
      throw new IllegalArgumentException(
          "Quantity %d with a price, on an invoice that is no return".formatted(quantity));
    }
    return priced
        ? moved(line, "sale", Reason.SALE, quantity, Cause.Kind.ORDER, null)
        : moved(line, "given with an order", Reason.SALE, quantity, Cause.Kind.ORDER, "no charge");
  }

  private static RetailLine customerReturn(SourceLine line, long quantity) {
    if (quantity > 0) {
      throw new IllegalArgumentException(
          "Quantity %d on a return, where it should be negative".formatted(quantity));
    }
    return moved(line, "return", Reason.SALE_RETURN, -quantity, Cause.Kind.RETURN, null);
  }

  private static RetailLine adjustment(SourceLine line, long quantity) {
    String words = line.text(DESCRIPTION).strip();
    ClerksWords.Rule rule = ClerksWords.ruleFor(words);
    return new RetailLine.Moved(
        rule.name(),
        quantity < 0 ? rule.fewer() : rule.more(),
        sku(line),
        Math.abs(quantity),
        line.time(DATE),
        Cause.Kind.IMPORT,
        null,
        words.isEmpty() ? null : words,
        null);
  }

  private static RetailLine moved(
      SourceLine line,
      String rule,
      Reason reason,
      long units,
      Cause.Kind cause,
      @Nullable String note) {
    String customer = line.text(CUSTOMER);
    return new RetailLine.Moved(
        rule,
        reason,
        sku(line),
        units,
        line.time(DATE),
        cause,
        customer.isEmpty() ? null : customer,
        note,
        line.text(DESCRIPTION));
  }

  private static String sku(SourceLine line) {
    return line.text(CODE).toUpperCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if it is no price, written as 12.75
   */
  private static boolean isPriced(String price) {
    boolean priced = false;
    int digits = 0;
    for (int i = 0; i < price.length(); i++) {
      char c = price.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
        priced |= c != '0';
      } else if (c != '.' && !(c == '-' && i == 0)) {
        digits = 0;
        break;
      }
    }
    if (digits == 0) {
      throw new IllegalArgumentException(
          "UnitPrice must be a number such as 12.75, not '%s'".formatted(Shown.shortly(price)));
    }
    return priced;
  }
}
