package dev.onhand.server.batches;

import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import java.util.OptionalLong;

/** How paths name a batch: by its id, or by the short number that people say. */
final class BatchIds {

  private BatchIds() {}

  /**
   * @throws ProblemException if it is neither
   */
  static long read(String text) {
    OptionalLong id = PublicId.find(IdKind.BATCH, text);
    if (id.isPresent()) {
      return id.getAsLong();
    }
    if (!text.matches("[1-9][0-9]{0,17}")) {
      throw ProblemException.notFound("batch", text);
    }
    return Long.parseLong(text);
  }
}
