package dev.onhand.server.pages;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.ledger.Run;
import dev.onhand.engine.stock.Stock;
import dev.onhand.engine.stock.StockTotals;
import dev.onhand.model.Quantity;
import dev.onhand.model.Text;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.movements.Refusals;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Refs;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Changes of stock that a person types in. */
@Controller
class StockChangePages {

  private final StockPages shown;
  private final Stock stock;
  private final LedgerCalls ledger;

  StockChangePages(StockPages shown, Stock stock, LedgerCalls ledger) {
    this.shown = shown;
    this.stock = stock;
    this.ledger = ledger;
  }

  /** Adds units, takes them away, or brings on hand to a number; with a reason, and why. */
  @PostMapping("/stock/{ref}")
  @Needs(Scope.STOCK_WRITE)
  View changeProductStock(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String ref,
      @RequestParam String key,
      @RequestParam String location,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") String units,
      @RequestParam(name = "expected_on_hand", defaultValue = "") String expectedOnHand,
      @RequestParam(defaultValue = "") String note) {
    ProductRef product = Fields.checked(() -> Refs.product(ref));
    StockTotals before =
        stock
            .find(caller.seller(), product)
            .orElseThrow(() -> ProblemException.notFound("product", ref));
    try {
      Command command =
          command(caller, product, key, location, reason, units, expectedOnHand, note);
      Outcome outcome = ledger.run(caller.seller(), command, Run.LIVE);
      if (outcome instanceof Outcome.Refused refused) {
        throw Refusals.problem(refused);
      }
      return Pages.redirect(
          Show.stockPath(before.sku().value()) + "?changed=" + Show.encoded(said(outcome)));
    } catch (ProblemException refused) {
      return shown.product(request, caller, before, "", refused);
    }
  }

  private static Command command(
      Caller caller,
      ProductRef product,
      String key,
      String location,
      String reason,
      String units,
      String expectedOnHand,
      String note) {
    Fields fields = Fields.ofParameters();
    var keyField = fields.required("key", key, MovementKey::new);
    var place = fields.required("location", location, Refs::location);
    var number =
        fields.required("units", units, text -> Quantity.parseWhole("units", text.strip()));
    var expected =
        fields.optional(
            "expected_on_hand",
            expectedOnHand.isBlank() ? null : expectedOnHand,
            text -> Quantity.parseWhole("expected_on_hand", text));
    var why = fields.required("note", note, StockChangePages::note);
    var chosen =
        fields.optional("reason", reason.equals(COUNT) ? null : reason, StockChangePages::reason);
    return fields.build(
        () -> {
          Details details =
              new Details(Cause.of(Cause.Kind.PERSON), caller.actor(), why.get(), null);
          Reason ofMove = chosen.orNull();
          return ofMove == null
              ? new Command.SetOnHand(
                  keyField.get(),
                  product,
                  place.get(),
                  number.get(),
                  Command.Basis.COUNT,
                  expected.orNull(),
                  details)
              : new Command.Move(
                  keyField.get(),
                  product,
                  ofMove,
                  Quantity.of(number.get()),
                  place.get(),
                  null,
                  null,
                  Command.Mode.WISH,
                  null,
                  details);
        });
  }

  /** The choice that brings on hand to a number. */
  static final String COUNT = "count";

  private static String note(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("note is missing: say why, for those who ask later");
    }
    return Text.free("note", text.strip(), Details.NOTE_LENGTH_MAX);
  }

  private static Reason reason(String code) {
    return ProductPage.CHOICES.stream()
        .map(ProductPage.Choice::reason)
        .filter(reason -> reason.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("reason: choose what happened"));
  }

  private static String said(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Recorded(var movement) ->
          Show.words(movement.reason().code()) + " of " + movement.quantity().units();
      case Outcome.AlreadyRecorded(var movement) -> "this was recorded before, and counts once";
      case Outcome.Unchanged unchanged -> "on hand was " + unchanged.onHand() + " already";
      case Outcome.Refused refused -> throw new IllegalArgumentException("it was refused");
    };
  }
}
