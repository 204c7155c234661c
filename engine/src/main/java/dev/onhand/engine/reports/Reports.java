package dev.onhand.engine.reports;

import dev.onhand.core.ledger.SellerId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All reports there are, and their rows. */
public interface Reports {

  /** In the order in which people are shown them. */
  List<Report> all();

  Optional<Report> find(String name);

  /**
   * Whether the rows should be there at once, as whoever opens a page wants them: by how much is to
   * be read for them, without reading it.
   *
   * @param rowsMax how many are wanted; {@link Integer#MAX_VALUE}: all
   * @throws IllegalArgumentException if the question names a product, a location or a channel that
   *     the seller does not have
   */
  boolean isQuick(SellerId seller, Report report, ReportQuestion question, int rowsMax);

  /**
   * Reads the rows of one seller, in the report's order, from one state of the database.
   *
   * @param rowsMax after how many to stop; {@link Integer#MAX_VALUE}: never
   * @param rows is handed each row as it comes: a cell for each column, null where there is nothing
   *     to say; a text as {@link String}, a number as {@link Long}, a decimal as {@link
   *     java.math.BigDecimal}, a day as {@link java.time.LocalDate}, a time as {@link
   *     java.time.Instant}, the number of a batch as {@link Long}
   * @throws IllegalArgumentException if the question names a product, a location or a channel that
   *     the seller does not have
   */
  void read(
      SellerId seller,
      Report report,
      ReportQuestion question,
      int rowsMax,
      Consumer<List<@Nullable Object>> rows);
}
