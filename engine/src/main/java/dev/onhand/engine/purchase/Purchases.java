package dev.onhand.engine.purchase;

import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.purchase.PurchaseOrder.Head;
import dev.onhand.engine.purchase.PurchaseOrder.Line;
import dev.onhand.engine.purchase.PurchaseOrder.Place;
import dev.onhand.engine.purchase.PurchaseOrder.Status;
import dev.onhand.engine.purchase.PurchaseOrder.Totals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes, changes and ends purchase orders. None of it moves stock; what arrives is {@link
 * Receiving}.
 */
public final class Purchases {

  private final PurchaseRows rows;

  public Purchases(PurchaseRows rows) {
    this.rows = rows;
  }

  public PurchaseResult create(SellerId seller, NewPurchase wish, Edit edit) {
    Resolved resolved = resolve(seller, wish.location(), wish.lines());
    if (resolved.problem() != null) {
      return resolved.problem();
    }
    List<Line> lines = resolved.lines();
    PurchaseOrder order =
        new PurchaseOrder(
            new Head(
                0,
                wish.kind(),
                wish.reference(),
                wish.supplier(),
                Objects.requireNonNull(resolved.place()),
                wish.expectedAt(),
                wish.note(),
                Status.OPEN,
                null,
                Totals.of(lines, Status.OPEN),
                0,
                edit.actor(),
                edit.at(),
                edit.at(),
                1),
            lines);
    return rows.create(seller, order)
        .<PurchaseResult>map(made -> new PurchaseResult.Done(made, null, false))
        .orElseGet(() -> new PurchaseResult.ReferenceTaken(wish.reference()));
  }

  /** Changes what is said of an order, and what is expected, while it has not ended. */
  public PurchaseResult edit(SellerId seller, long id, PurchasePatch patch, Edit edit) {
    return change(
        seller,
        id,
        edit,
        order -> {
          if (order.head().status().isEnded()) {
            return new Change.No(ended(order, "and cannot be changed any more"));
          }
          List<NewPurchase.Line> wished = patch.lines();
          if (wished == null) {
            return new Change.To(
                order.edited(patched(order.head(), patch), order.lines(), edit.at()));
          }
          Resolved resolved = resolve(seller, order.head().location().id(), wished);
          if (resolved.problem() != null) {
            return new Change.No(resolved.problem());
          }
          Kept kept = keepReceived(order, resolved.lines());
          return kept.problem() != null
              ? new Change.No(kept.problem())
              : new Change.To(order.edited(patched(order.head(), patch), kept.lines(), edit.at()));
        });
  }

  private static Head patched(Head head, PurchasePatch patch) {
    return new Head(
        head.id(),
        head.kind(),
        head.reference(),
        patch.supplier().orElse(head.supplier()),
        head.location(),
        patch.expectedAt().orElse(head.expectedAt()),
        patch.note().orElse(head.note()),
        head.status(),
        head.reason(),
        head.totals(),
        head.receipts(),
        head.actor(),
        head.createdAt(),
        head.updatedAt(),
        head.version());
  }

  private record Kept(List<Line> lines, @Nullable PurchaseResult problem) {}

  /** What arrived stays with its line, so such a line can neither go nor become another product. */
  private static Kept keepReceived(PurchaseOrder order, List<Line> wished) {
    Map<String, Line> received = new HashMap<>();
    order.lines().stream()
        .filter(line -> line.received() > 0)
        .forEach(line -> received.put(line.line(), line));
    List<Line> lines = new ArrayList<>();
    for (Line line : wished) {
      Line before = received.remove(line.line());
      if (before != null && !before.product().equals(line.product())) {
        return new Kept(
            List.of(),
            new PurchaseResult.Blocked(
                "Of line '%s' %d units of '%s' arrived: it cannot become another product. Add a line."
                    .formatted(before.line(), before.received(), before.sku()),
                "/lines/" + lines.size()));
      }
      lines.add(before == null ? line : line.plus(before.received()));
    }
    if (!received.isEmpty()) {
      Line gone = received.values().iterator().next();
      return new Kept(
          List.of(),
          new PurchaseResult.Blocked(
              "Of line '%s' %d units arrived: it must stay. Give it with quantity 0 if it was not expected."
                  .formatted(gone.line(), gone.received()),
              "/lines"));
    }
    return new Kept(lines, null);
  }

  /**
   * Ends an order: what is missing does not come any more.
   *
   * @param reason why; needed where something is missing
   */
  public PurchaseResult close(SellerId seller, long id, @Nullable String reason, Edit edit) {
    String said = NewPurchase.text("reason", reason, PurchaseOrder.REASON_LENGTH_MAX);
    return change(
        seller,
        id,
        edit,
        order -> {
          if (order.head().status().isEnded()) {
            return new Change.No(ended(order, "already"));
          }
          long missing = order.head().totals().incoming();
          if (missing > 0 && said == null) {
            return new Change.No(
                new PurchaseResult.Blocked(
                    "%d units are missing: give a reason why they do not come.".formatted(missing),
                    "/reason"));
          }
          return new Change.To(order.ended(Status.CLOSED, said, edit.at()));
        });
  }

  /** Calls off an order of which nothing came. */
  public PurchaseResult cancel(SellerId seller, long id, @Nullable String reason, Edit edit) {
    String said = NewPurchase.text("reason", reason, PurchaseOrder.REASON_LENGTH_MAX);
    return change(
        seller,
        id,
        edit,
        order -> {
          if (order.head().status().isEnded()) {
            return new Change.No(ended(order, "already"));
          }
          long received = order.head().totals().received();
          return received > 0
              ? new Change.No(
                  new PurchaseResult.Blocked(
                      "%d units of it arrived: close it instead.".formatted(received), null))
              : new Change.To(order.ended(Status.CANCELLED, said, edit.at()));
        });
  }

  static PurchaseResult.Blocked ended(PurchaseOrder order, String and) {
    return new PurchaseResult.Blocked(
        "%s is %s %s.".formatted(order.head().reference(), order.head().status().code(), and),
        null);
  }

  private sealed interface Change {
    record To(PurchaseOrder order) implements Change {}

    record No(PurchaseResult why) implements Change {}
  }

  private PurchaseResult change(
      SellerId seller, long id, Edit edit, Function<PurchaseOrder, Change> changing) {
    PurchaseOrder order = rows.find(seller, id).orElse(null);
    if (order == null) {
      return new PurchaseResult.Missing("purchase order");
    }
    Long expected = edit.expectedVersion();
    if (expected != null && expected != order.head().version()) {
      return new PurchaseResult.Stale(order.head().version());
    }
    return switch (changing.apply(order)) {
      case Change.No(var why) -> why;
      case Change.To(var changed) ->
          rows.save(seller, changed)
              ? new PurchaseResult.Done(changed, null, false)
              : new PurchaseResult.Stale(changed.head().version());
    };
  }

  /** Lines of which all names are known, or what is wrong with them. */
  private record Resolved(
      @Nullable Place place, List<Line> lines, @Nullable PurchaseResult problem) {

    static Resolved bad(PurchaseResult problem) {
      return new Resolved(null, List.of(), problem);
    }
  }

  private Resolved resolve(SellerId seller, LocationRef location, List<NewPurchase.Line> wished) {
    Set<LocationRef> refs = new HashSet<>();
    refs.add(location);
    wished.stream().map(NewPurchase.Line::location).filter(Objects::nonNull).forEach(refs::add);
    Map<LocationRef, Place> places = rows.findPlaces(seller, refs);
    Place usual = places.get(location);
    if (usual == null) {
      return Resolved.bad(new PurchaseResult.Refused(new Outcome.UnknownLocation(location), ""));
    }
    Stream<ProductRef> names = wished.stream().map(NewPurchase.Line::product);
    Map<ProductRef, Stocked> products = rows.findProducts(seller, names.toList());
    List<Line> lines = new ArrayList<>();
    List<PurchaseResult.Refused> refused = new ArrayList<>();
    for (int i = 0; i < wished.size(); i++) {
      NewPurchase.Line wish = wished.get(i);
      Stocked product = products.get(wish.product());
      Place place = wish.location() == null ? usual : places.get(wish.location());
      Outcome.Refused refusal = refusal(wish, product, place);
      if (refusal != null) {
        refused.add(new PurchaseResult.Refused(refusal, "/lines/" + i));
      } else {
        lines.add(line(wish, Objects.requireNonNull(product), Objects.requireNonNull(place)));
      }
    }
    return switch (refused.size()) {
      case 0 -> new Resolved(usual, lines, null);
      case 1 -> Resolved.bad(refused.getFirst());
      default -> Resolved.bad(new PurchaseResult.RefusedLines(refused));
    };
  }

  private static Outcome.@Nullable Refused refusal(
      NewPurchase.Line wish, @Nullable Stocked product, @Nullable Place place) {
    if (product == null) {
      return new Outcome.UnknownProduct(wish.product());
    }
    if (product.tracking() == Stocked.Tracking.PLACEHOLDER) {
      return new Outcome.PlaceholderProduct(wish.product());
    }
    return place == null
        ? new Outcome.UnknownLocation(Objects.requireNonNull(wish.location()))
        : null;
  }

  private static Line line(NewPurchase.Line wish, Stocked product, Place place) {
    return new Line(
        Objects.requireNonNull(wish.line()),
        product.id(),
        product.sku(),
        place,
        wish.expected(),
        0);
  }
}
