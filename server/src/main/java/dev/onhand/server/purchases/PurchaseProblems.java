package dev.onhand.server.purchases;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.engine.purchase.PurchaseResult;
import dev.onhand.server.movements.Refusals;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a purchase order was not made, changed or received, in words. */
public final class PurchaseProblems {

  private PurchaseProblems() {}

  /**
   * @param result that something was not done
   */
  public static ProblemException of(PurchaseResult result) {
    return switch (result) {
      case PurchaseResult.Done done -> throw new IllegalStateException("no problem: " + done);
      case PurchaseResult.Missing(var what) ->
          new ProblemException(ProblemCode.NOT_FOUND, "There is no such " + what + ".");
      case PurchaseResult.ReferenceTaken(var reference) ->
          conflict("There is already a purchase order '%s'.".formatted(reference), "/reference");
      case PurchaseResult.Stale(var version) ->
          new ProblemException(
              ProblemCode.PRECONDITION_FAILED,
              "The purchase order was changed meanwhile. Read it again and decide anew.");
      case PurchaseResult.KeyUsedDifferently(var key) ->
          new ProblemException(
              ProblemCode.KEY_USED_DIFFERENTLY,
              "There is another receipt with the key '%s'. Give each delivery a key of its own."
                  .formatted(key));
      case PurchaseResult.Blocked(var detail, var where) -> conflict(detail, where);
      case PurchaseResult.Refused(var refusal, var where) -> refused(refusal, where);
      case PurchaseResult.RefusedLines(var lines) -> refused(lines);
    };
  }

  private static ProblemException conflict(String detail, @Nullable String where) {
    ProblemException problem = new ProblemException(ProblemCode.CONFLICT, detail);
    return where == null
        ? problem
        : problem.withErrors(List.of(new FieldError(where, ProblemCode.CONFLICT.code(), detail)));
  }

  /** All of them, under the code of the first. */
  private static ProblemException refused(List<PurchaseResult.Refused> lines) {
    List<ProblemException> problems =
        lines.stream().map(line -> refused(line.refusal(), line.where())).toList();
    return problems
        .getFirst()
        .withErrors(problems.stream().flatMap(problem -> problem.errors().stream()).toList());
  }

  private static ProblemException refused(Outcome.Refused refusal, @Nullable String where) {
    if (where == null) {
      return Refusals.problem(refusal);
    }
    return switch (refusal) {
      case Outcome.UnknownLocation unknown -> Refusals.problem(unknown, where, "location");
      case Outcome.UnknownProduct unknown -> Refusals.problem(unknown, where, "sku");
      case Outcome.PlaceholderProduct placeholder -> Refusals.problem(placeholder, where, "sku");
      default -> Refusals.problem(refusal, where);
    };
  }
}
