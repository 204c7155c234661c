package dev.onhand.server.reports;

import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.engine.reports.Report;
import dev.onhand.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.View;

/**
 * A whole list as a file for spreadsheets. It is read and written a page at a time, so that it
 * takes neither memory nor a connection of the database for long, however long it is.
 *
 * @param name of the file, without its end
 * @param title of a workbook's sheet
 * @param header names of the columns
 * @param row the cells of a row: texts as people wrote them, numbers and times; null: empty
 */
public record ListExport<T>(
    String name, String title, List<String> header, Function<T, List<@Nullable Object>> row) {

  public ListExport {
    header = List.copyOf(header);
  }

  /** What stands in a cell, it says itself: a number is one. */
  private List<Report.Column> columns() {
    return header.stream().map(each -> new Report.Column(each, each, Report.Kind.TEXT)).toList();
  }

  /** The cells of a row, as they are; null: empty. */
  public static List<@Nullable Object> cells(@Nullable Object... cells) {
    return Arrays.asList(cells);
  }

  /**
   * A part of the list.
   *
   * @param next the id behind which it goes on; null: it does not
   */
  public record Part<T>(List<T> rows, @Nullable Long next) {
    public Part {
      rows = List.copyOf(rows);
    }

    /** A page of a list by id. */
    public static <T> Part<T> of(Slice<T> slice, ToLongFunction<T> id) {
      return new Part<>(
          slice.rows(), slice.hasMore() ? id.applyAsLong(slice.rows().getLast()) : null);
    }
  }

  /**
   * The file. What is wrong with the question is told on a page and not in a file: of CSV, which is
   * sent while it is read, by its first part; a workbook is made whole before.
   *
   * @param asked whose address ends with the format's code
   * @throws ProblemException if there are more rows than the format holds
   */
  public View view(HttpServletRequest asked, Function<PageRequest, Part<T>> list) {
    ReportFormat format = ReportFormat.ofPath(asked.getRequestURI());
    Part<T> first = list.apply(PageRequest.first(PageRequest.LIMIT_MAX));
    if (format == ReportFormat.XLSX) {
      ReportFile file =
          ReportFile.make(name, title, columns(), format, rows -> read(first, list, rows));
      return (model, request, response) -> file.send(response);
    }
    return (model, request, response) -> {
      response.setContentType(format.mediaType());
      response.setHeader("Content-Disposition", "attachment; filename=\"" + name + ".csv\"");
      response.setHeader("Cache-Control", "no-store");
      // Ended only where all of it was written: what fails on the way cuts the connection.
      CsvSheet csv = new CsvSheet(columns(), response.getOutputStream());
      read(first, list, csv::add);
      csv.end();
    };
  }

  private void read(
      Part<T> first, Function<PageRequest, Part<T>> list, Consumer<List<@Nullable Object>> rows) {
    Part<T> part = first;
    while (true) {
      part.rows().forEach(each -> rows.accept(row.apply(each)));
      if (part.next() == null) {
        return;
      }
      part = list.apply(new PageRequest(PageRequest.LIMIT_MAX, part.next(), null));
    }
  }
}
