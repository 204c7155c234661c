package dev.onhand.server.batches;

import dev.onhand.engine.batch.BatchResult;
import dev.onhand.engine.batch.BatchResult.OpenLine;
import dev.onhand.server.movements.Refusals;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import java.util.List;

/** Why something was not done with a batch, in words. */
public final class BatchProblems {

  /** A line that is in the way. */
  private static final String OPEN = "open";

  private BatchProblems() {}

  /**
   * @param result that something was not done
   * @param name of the batch, as the caller gave it
   */
  public static ProblemException of(BatchResult result, String name) {
    return switch (result) {
      case BatchResult.Done done -> throw new IllegalStateException("no problem: " + done);
      case BatchResult.Checked checked -> throw new IllegalStateException("no problem: " + checked);
      case BatchResult.Missing none -> ProblemException.notFound("batch", name);
      case BatchResult.Stale(var version) ->
          new ProblemException(
              ProblemCode.PRECONDITION_FAILED,
              "The batch was changed meanwhile: it is at version %d. Read it again and decide anew."
                  .formatted(version));
      case BatchResult.Blocked(var detail, var lines) ->
          new ProblemException(ProblemCode.CONFLICT, detail).withErrors(errors(lines));
      case BatchResult.Refused(var refusal, var where) -> Refusals.problem(refusal, where, null);
    };
  }

  private static List<FieldError> errors(List<OpenLine> lines) {
    return lines.stream()
        .map(line -> new FieldError(pointer(line), OPEN, line.code() + ": " + words(line)))
        .toList();
  }

  private static String pointer(OpenLine line) {
    return "/lines/" + line.code().replace("~", "~0").replace("/", "~1");
  }

  private static String words(OpenLine line) {
    return line.channel() == null ? line.why() : "at " + line.channel() + ", " + line.why();
  }
}
