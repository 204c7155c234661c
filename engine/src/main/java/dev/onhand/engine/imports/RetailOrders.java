package dev.onhand.engine.imports;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings a retailer's file in as orders, a piece after the other. A document of sales is an order
 * that is reserved and then shipped; what came back is booked with the order that it is of, where
 * that can be found; all else are movements.
 *
 * <p>Within a piece what comes into stock goes first, then the orders, then what else leaves. So no
 * level falls lower than it does at the beginning or the end of the piece in the order of the file,
 * for which the opening stock is enough.
 */
final class RetailOrders {

  private final Application movements;
  private final Invoices invoices;
  private final ReturnedGoods returns;

  RetailOrders(Application movements, Invoices invoices, ReturnedGoods returns) {
    this.movements = movements;
    this.invoices = invoices;
    this.returns = returns;
  }

  /**
   * @return whether all was dealt with; see {@link Application#run}
   */
  boolean run(Application.Source source) throws InterruptedException {
    Pieces pieces = new Pieces(source);
    for (Piece piece = pieces.next(); !piece.isEmpty(); piece = pieces.next()) {
      boolean goOn =
          movements.apply(piece.coming)
              && returns.apply(piece.back)
              && invoices.apply(List.copyOf(piece.invoices.values()))
              && movements.apply(piece.leaving);
      if (!goOn) {
        return false;
      }
    }
    return true;
  }

  /** Whether a line is one of an order. */
  static boolean isSale(Planned line) {
    return line.command().reason() == Reason.SALE
        && line.command().details().cause().kind() == Cause.Kind.ORDER;
  }

  /** Whether a line is about what came back from a customer. */
  static boolean isReturn(Planned line) {
    return line.command().reason() == Reason.SALE_RETURN
        && line.command().details().cause().kind() == Cause.Kind.RETURN;
  }

  /** A product sold to a customer. */
  private record SoldTo(ProductRef product, @Nullable String customer) {
    static SoldTo of(Planned line) {
      return new SoldTo(line.command().product(), line.customer());
    }
  }

  /** What is dealt with together. */
  private static final class Piece {
    private final List<Planned> coming = new ArrayList<>();
    private final List<Planned> back = new ArrayList<>();
    private final Map<String, Invoices.Invoice> invoices = new LinkedHashMap<>();
    private final List<Planned> leaving = new ArrayList<>();
    private final Set<SoldTo> sold = new HashSet<>();
    private int lines;

    boolean isEmpty() {
      return lines == 0;
    }

    /**
     * Takes a line in, unless it is for another piece: documents stay whole, and what may have come
     * back of an order comes after it.
     */
    boolean take(Planned line) {
      Command.Move move = line.command();
      String document = String.valueOf(move.details().cause().reference());
      boolean goesOn = isSale(line) && invoices.containsKey(document);
      boolean mustWait = isReturn(line) && sold.contains(SoldTo.of(line));
      if (mustWait || (lines >= OrderDelivery.LINES_MAX && !goesOn)) {
        return false;
      }
      if (isSale(line)) {
        invoices
            .computeIfAbsent(document, d -> new Invoices.Invoice(d, new ArrayList<>()))
            .lines()
            .add(line);
        sold.add(SoldTo.of(line));
      } else if (isReturn(line)) {
        back.add(line);
      } else if (move.reason() == Reason.OPENING_STOCK || RetailFile.isIntoStock(move.reason())) {
        coming.add(line);
      } else {
        leaving.add(line);
      }
      lines++;
      return true;
    }
  }

  /** The file in pieces. */
  private static final class Pieces {
    private final Application.Source source;
    private Iterator<Planned> chunk = List.<Planned>of().iterator();
    private @Nullable Planned first;

    Pieces(Application.Source source) {
      this.source = source;
    }

    Piece next() {
      Piece piece = new Piece();
      for (Planned line = line(); line != null; line = line()) {
        if (!piece.take(line)) {
          first = line;
          break;
        }
      }
      return piece;
    }

    private @Nullable Planned line() {
      Planned held = first;
      if (held != null) {
        first = null;
        return held;
      }
      if (!chunk.hasNext()) {
        chunk = source.next().iterator();
      }
      return chunk.hasNext() ? chunk.next() : null;
    }
  }
}
