package dev.onhand.server.pages;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.model.Text;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.View;

/**
 * A whole list as a file for spreadsheets. It is read and written a page at a time, so that it
 * takes neither memory nor a connection of the database for long, however long it is.
 *
 * @param name of the file, without its end
 * @param header names of the columns
 * @param row the cells of a row: texts by {@link #text}, numbers and times as they are
 */
record CsvExport<T>(String name, List<String> header, Function<T, List<String>> row) {

  /**
   * A part of the list.
   *
   * @param next the id behind which it goes on; null: it does not
   */
  record Part<T>(List<T> rows, @Nullable Long next) {

    /** A page of a list by id. */
    static <T> Part<T> of(Slice<T> slice, ToLongFunction<T> id) {
      return new Part<>(
          slice.rows(), slice.hasMore() ? id.applyAsLong(slice.rows().getLast()) : null);
    }
  }

  /**
   * The file. Its first part is read at once, so that what is wrong with the question is told on a
   * page and not in a file.
   */
  View view(Function<PageRequest, Part<T>> list) {
    Part<T> first = list.apply(PageRequest.first(PageRequest.LIMIT_MAX));
    return (model, request, response) -> {
      response.setContentType("text/csv;charset=utf-8");
      response.setHeader("Content-Disposition", "attachment; filename=\"" + name + ".csv\"");
      response.setHeader("Cache-Control", "no-store");
      // Closed only where all of it was written: what fails on the way cuts the connection.
      CsvWriter csv = CsvWriter.builder().build(response.getOutputStream(), StandardCharsets.UTF_8);
      csv.writeRecord(header);
      Part<T> part = first;
      while (true) {
        part.rows().forEach(each -> csv.writeRecord(row.apply(each)));
        if (part.next() == null) {
          break;
        }
        part = list.apply(new PageRequest(PageRequest.LIMIT_MAX, part.next(), null));
      }
      csv.flush();
    };
  }

  /** A text that anyone may have written, so that no spreadsheet runs it. */
  static String text(@Nullable String text) {
    return text == null ? "" : Text.guarded(text);
  }

  static String number(@Nullable Long number) {
    return number == null ? "" : number.toString();
  }

  static String time(@Nullable Instant time) {
    return time == null ? "" : time.toString();
  }
}
