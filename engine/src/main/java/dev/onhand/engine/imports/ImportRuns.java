package dev.onhand.engine.imports;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import java.time.Instant;
import java.util.Optional;

/** Where it is kept which files were imported. */
public interface ImportRuns {

  /**
   * Notes that an import begins.
   *
   * @return its id
   */
  long begin(SellerId seller, ImportRun.Beginning beginning);

  /**
   * Notes how it ended.
   *
   * @param report what there is to say of it, as JSON
   */
  void end(SellerId seller, long id, String report, Instant at);

  /**
   * When the first import of the same content and kind began.
   *
   * @param sha256 of the file, in hexadecimal digits
   */
  Optional<Instant> firstBegun(SellerId seller, String kind, String sha256);

  Optional<ImportRun> find(SellerId seller, long id);

  /** All of them, newest first. */
  Slice<ImportRun> list(SellerId seller, PageRequest page);
}
