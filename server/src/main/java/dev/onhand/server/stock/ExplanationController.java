package dev.onhand.server.stock;

import dev.onhand.core.ledger.ProductRef;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.explain.Explaining;
import dev.onhand.engine.explain.Question;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Times;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Why stock is what it is. */
@RestController
@RequestMapping(path = StockController.PATH, produces = "application/json")
class ExplanationController {

  private final Explaining explaining;

  ExplanationController(Explaining explaining) {
    this.explaining = explaining;
  }

  /**
   * Explains the stock of a product: its numbers as a tree down to movements and reservations, in
   * which each number is the sum of its parts; now, or as of any time by when movements happened.
   */
  @GetMapping("/{ref}/explain")
  @Needs(Scope.STOCK_READ)
  ExplanationBody explainStock(
      Caller caller,
      @PathVariable String ref,
      @RequestParam(required = false) @Nullable String channel,
      @RequestParam(required = false) @Nullable String at,
      @RequestParam(required = false) @Nullable Integer limit) {
    ProductRef product = Fields.checked(() -> Refs.product(ref));
    Fields fields = Fields.ofParameters();
    var time = fields.optional("at", at, text -> Times.instant("at", text));
    Question question =
        fields.build(
            () ->
                new Question(
                    time.orNull(), channel, limit == null ? Question.LISTED_USUAL : limit));
    return Fields.checked(() -> explaining.explain(caller.seller(), product, question))
        .map(ExplanationBody::of)
        .orElseThrow(() -> ProblemException.notFound("product", ref));
  }
}
