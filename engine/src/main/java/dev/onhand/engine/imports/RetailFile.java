package dev.onhand.engine.imports;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.catalogue.ProductData;
import dev.onhand.model.Quantity;
import dev.onhand.model.Text;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A retailer's file, as its mapping reads it. Such a file says what was sold and not what was there
 * before, so each SKU gets the least opening stock with which its balance never falls below zero
 * within the file. That depends on nothing but the file, so files may come in any order and twice.
 */
final class RetailFile implements FileKind {

  /** What a mapping may say: one end is outside, the other in available. */
  private static final Set<Reason> INTO_STOCK =
      EnumSet.of(
          Reason.PURCHASE,
          Reason.SALE_RETURN,
          Reason.STOCK_COUNT_CORRECTION,
          Reason.RECOVERY_FOUND,
          Reason.MANUAL_IN);

  private static final Set<Reason> OUT_OF_STOCK =
      EnumSet.of(
          Reason.SALE,
          Reason.PURCHASE_RETURN,
          Reason.STOCK_COUNT_CORRECTION_MINUS,
          Reason.DAMAGE,
          Reason.LOST_MISSING,
          Reason.THEFT,
          Reason.EXPIRED,
          Reason.PROMOTIONAL,
          Reason.MANUAL_OUT);

  private final RetailMapping mapping;
  private final String actor;
  private final LocationRef location;
  private final boolean shipsFacts;
  private final References references = new References();
  private final Map<ProductRef, Sold> books = new LinkedHashMap<>();
  private @Nullable Instant first;

  /**
   * @param shipsFacts whether its sales are shipments of orders, which have happened, rather than
   *     movements that the books may refuse
   */
  RetailFile(RetailMapping mapping, String actor, LocationRef location, boolean shipsFacts) {
    this.mapping = mapping;
    this.shipsFacts = shipsFacts;
    this.actor = actor;
    this.location = location;
  }

  /** What the file says of one SKU. */
  private static final class Sold {
    private long balance;
    private long least;
    private @Nullable String name;
  }

  @Override
  public Understanding understanding(List<String> header) {
    return new Lines(new Columns(header).require(mapping.columns()));
  }

  @Override
  public boolean namesKeys() {
    return false;
  }

  @Override
  public void checked(Planned planned) {
    Command.Move move = planned.command();
    Sold sold = books.computeIfAbsent(move.product(), sku -> new Sold());
    sold.balance += isIntoStock(move.reason()) ? move.quantity().units() : -move.quantity().units();
    sold.least = Math.min(sold.least, sold.balance);
    sold.name = planned.name() == null ? sold.name : planned.name();
    Instant at = move.details().occurredAt();
    first = first == null || (at != null && at.isBefore(first)) ? at : first;
  }

  static boolean isIntoStock(Reason reason) {
    if (INTO_STOCK.contains(reason) == OUT_OF_STOCK.contains(reason)) {
      throw new IllegalStateException("a mapping of what was sold has no use for " + reason);
    }
    return INTO_STOCK.contains(reason);
  }

  @Override
  public List<Planned> openings() {
    Instant at = first;
    if (at == null) {
      return List.of();
    }
    String month = YearMonth.from(at.atZone(mapping.zone())).toString();
    Cause cause = Cause.of(Cause.Kind.IMPORT, mapping.name() + " " + month);
    Details details = new Details(cause, actor, null, at);
    List<Planned> openings = new ArrayList<>();
    books.forEach(
        (product, sold) -> {
          String key = "%s:opening:%s:%s".formatted(mapping.name(), month, product);
          long units = -sold.least;
          // More than one movement can carry: each has a key of its own.
          for (int part = 1; units > 0; part++, units -= Quantity.UNITS_MAX) {
            openings.add(
                opening(
                    part == 1 ? key : key + ":" + part,
                    product,
                    Quantity.of(Math.min(units, Quantity.UNITS_MAX)),
                    details));
          }
        });
    return openings;
  }

  private Planned opening(String key, ProductRef product, Quantity units, Details details) {
    Command.Move move =
        new Command.Move(
            new MovementKey(key),
            product,
            Reason.OPENING_STOCK,
            units,
            location,
            null,
            null,
            Command.Mode.WISH,
            null,
            details);
    return new Planned(0, move, null, null, null, null);
  }

  @Override
  public ProductData newProduct(Planned planned) {
    Sold sold = books.get(planned.command().product());
    return planned.newProduct(sold == null ? null : sold.name);
  }

  /** One pass over the lines. */
  private final class Lines implements Understanding, SourceLine {
    private final Columns columns;
    private final int[] positions;
    private final Times times = new Times("time", mapping.zone());
    private final HashTable linesOf = new HashTable();
    private @Nullable CsvRow row;
    private String documentBefore = "";
    private boolean alone;

    Lines(Columns columns) {
      this.columns = columns;
      this.positions = mapping.columns().stream().mapToInt(columns::position).toArray();
    }

    @Override
    public Understood of(CsvRow current, @Nullable CsvRow next) {
      columns.requireAll(current);
      row = current;
      int documentAt = positions[mapping.documentColumn()];
      String document = current.fields()[documentAt];
      alone =
          !document.equals(documentBefore)
              && (next == null
                  || next.count() <= documentAt
                  || !document.equals(next.fields()[documentAt]));
      documentBefore = document;
      long n = linesOf.add(HashTable.hash(document), 1);
      try {
        return switch (mapping.map(this)) {
          case RetailLine.LeftOut(String code) -> new Understood.LeftOut(code);
          case RetailLine.Moved moved -> new Understood.Moves(planned(moved, document, n));
        };
      } catch (IllegalArgumentException e) {
        throw new BadLineException(null, "invalid_value", String.valueOf(e.getMessage()));
      }
    }

    private Planned planned(RetailLine.Moved moved, String document, long n) {
      String line = Long.toString(n);
      Details details =
          new Details(
              new Cause(moved.causeKind(), document, line),
              actor,
              moved.note(),
              moved.occurredAt());
      Command.Move move =
          new Command.Move(
              new MovementKey(mapping.name() + ":" + document + ":" + line),
              references.product(moved.sku()),
              moved.reason(),
              Quantity.of(moved.units()),
              location,
              null,
              null,
              shipsFacts && moved.reason() == Reason.SALE ? Command.Mode.FACT : Command.Mode.WISH,
              null,
              details);
      return new Planned(
          requireRow().line(), move, name(moved), null, moved.rule(), moved.customer());
    }

    private @Nullable String name(RetailLine.Moved moved) {
      String name = moved.productName();
      if (name == null) {
        return null;
      }
      String text = Text.free("name", name, ProductData.NAME_LENGTH_MAX);
      return text.isEmpty() ? null : text;
    }

    private CsvRow requireRow() {
      if (row == null) {
        throw new IllegalStateException("a line is looked at only while it is being mapped");
      }
      return row;
    }

    @Override
    public String text(int column) {
      return requireRow().fields()[positions[column]];
    }

    @Override
    public Instant time(int column) {
      return times.read(text(column));
    }

    @Override
    public boolean isAlone() {
      return alone;
    }
  }
}
