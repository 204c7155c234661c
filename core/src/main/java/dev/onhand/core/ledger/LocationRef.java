package dev.onhand.core.ledger;

import dev.onhand.model.Text;

/** How a caller names a location: by its id, or by the code it has now. */
public sealed interface LocationRef permits LocationId, LocationRef.ByCode {

  /** As long as anyone writes on a shelf. */
  int CODE_LENGTH_MAX = 64;

  /** The location that has this code when the command is decided. */
  record ByCode(String code) implements LocationRef {
    public ByCode {
      code = Text.identifier("location", code, CODE_LENGTH_MAX);
    }

    @Override
    public String toString() {
      return code;
    }
  }

  static LocationRef code(String code) {
    return new ByCode(code);
  }
}
