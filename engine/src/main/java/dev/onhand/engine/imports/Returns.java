package dev.onhand.engine.imports;

import java.util.List;

/** Books what came back. */
final class Returns {

  private final Application movements;

  Returns(Application movements) {
    this.movements = movements;
  }

  /**
   * @return whether to go on
   */
  boolean apply(List<Planned> lines) throws InterruptedException {
    return movements.apply(lines);
  }
}
