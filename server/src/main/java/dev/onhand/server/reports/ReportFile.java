package dev.onhand.server.reports;

import dev.onhand.engine.reports.Report;
import dev.onhand.server.web.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A report, or a list, as a file. It is written whole beside the database's answer and sent from
 * there: so it takes no memory however long it is, nobody who reads slowly holds a connection, and
 * what fails on the way is told as a problem and not in a file that is cut short.
 */
public final class ReportFile {

  private final Path path;
  private final String name;
  private final ReportFormat format;

  private ReportFile(Path path, String name, ReportFormat format) {
    this.path = path;
    this.name = name;
    this.format = format;
  }

  /** Where rows come from: hands each on. */
  @FunctionalInterface
  interface Source {
    void read(Consumer<List<@Nullable Object>> rows);
  }

  /**
   * @throws ProblemException if there are more rows than the format holds
   */
  static ReportFile make(Report report, ReportFormat format, Source source) {
    return make("onhand-" + report.name(), report.title(), report.columns(), format, source);
  }

  /**
   * @param name of the file, without its end
   * @throws ProblemException if there are more rows than the format holds
   */
  static ReportFile make(
      String name, String title, List<Report.Column> columns, ReportFormat format, Source source) {
    try {
      Path path = Files.createTempFile("onhand-report-", "." + format.code());
      boolean isWhole = false;
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
        write(title, columns, format, source, out);
        isWhole = true;
      } finally {
        if (!isWhole) {
          Files.delete(path);
        }
      }
      return new ReportFile(path, name + "." + format.code(), format);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(
      String title,
      List<Report.Column> columns,
      ReportFormat format,
      Source source,
      OutputStream out)
      throws IOException {
    switch (format) {
      case CSV -> {
        CsvSheet sheet = new CsvSheet(columns, out);
        source.read(sheet::add);
        sheet.end();
      }
      case XLSX -> {
        XlsxSheet sheet = new XlsxSheet(title, columns, out, format.rowsMax());
        source.read(sheet::add);
        sheet.end();
      }
    }
  }

  /** Sends it, once. */
  public void send(HttpServletResponse response) throws IOException {
    try {
      response.setContentType(format.mediaType());
      response.setContentLengthLong(Files.size(path));
      response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
      response.setHeader("Cache-Control", "no-store");
      Files.copy(path, response.getOutputStream());
    } finally {
      Files.delete(path);
    }
  }
}
