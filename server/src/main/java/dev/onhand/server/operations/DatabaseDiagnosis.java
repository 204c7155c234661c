package dev.onhand.server.operations;

import java.util.List;

/** Looks at the database's server, roles, grants and fences. */
@FunctionalInterface
public interface DatabaseDiagnosis {

  /**
   * @return a sentence for each thing that is not as it should be, saying what to do; empty if all
   *     is well
   */
  List<String> problems();
}
