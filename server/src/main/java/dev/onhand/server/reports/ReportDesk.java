package dev.onhand.server.reports;

import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.reports.Report;
import dev.onhand.engine.reports.Report.Filter;
import dev.onhand.engine.reports.ReportQuestion;
import dev.onhand.engine.reports.Reports;
import dev.onhand.model.Codes;
import dev.onhand.model.Text;
import dev.onhand.server.access.Caller;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.Places;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Times;
import dev.onhand.store.database.StatementLimit;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the report that is asked for, reads what it is asked, and answers. */
@Component
public final class ReportDesk {

  /** The parameters of questions, in the order in which forms show them. */
  public static final List<String> PARAMETERS =
      List.of("from", "to", "sku", "location", "channel", "reason", "actor");

  /** Each holds a connection, and a file of rows on the disk. */
  private static final int SIDE_BY_SIDE_MAX = 4;

  private final Places places =
      new Places(
          SIDE_BY_SIDE_MAX,
          Duration.ofSeconds(5),
          "Other reports are being made. Try again when they are done.",
          Duration.ofSeconds(10));
  private final Reports reports;
  private final Sellers sellers;
  private final InstantSource clock;

  ReportDesk(Reports reports, Sellers sellers, InstantSource clock) {
    this.reports = reports;
    this.sellers = sellers;
    this.clock = clock;
  }

  /**
   * Rows of a report.
   *
   * @param hasMore whether there are more than were wanted
   */
  public record Rows(List<List<@Nullable Object>> rows, boolean hasMore) {
    public Rows {
      rows = List.copyOf(rows);
    }

    /** So many of them at most. */
    public Rows first(int limit) {
      return rows.size() > limit ? new Rows(rows.subList(0, limit), true) : this;
    }
  }

  /** Those that the caller may see. */
  public List<Report> all(Caller caller) {
    return reports.all().stream().filter(report -> caller.may(report.needs())).toList();
  }

  /**
   * A report by its name.
   *
   * @throws ProblemException if there is none, or the caller may not see what it tells
   */
  public Report find(Caller caller, String name) {
    Report report =
        reports
            .find(name)
            .orElseThrow(
                () ->
                    ProblemException.notFound(
                        "report", name, "GET /api/v1/reports has all names."));
    if (!caller.may(report.needs())) {
      throw new ProblemException(
          ProblemCode.FORBIDDEN,
          "The report '%s' needs the scope %s.".formatted(name, report.needs().code()));
    }
    return report;
  }

  /** Whether a report takes this parameter. */
  public static boolean takes(Report report, String parameter) {
    return report.filters().contains(filter(parameter));
  }

  private static Filter filter(String parameter) {
    return switch (parameter) {
      case "from", "to" -> Filter.PERIOD;
      case "sku" -> Filter.SKU;
      case "location" -> Filter.LOCATION;
      case "channel" -> Filter.CHANNEL;
      case "reason" -> Filter.REASON;
      case "actor" -> Filter.ACTOR;
      default -> throw new IllegalArgumentException(parameter);
    };
  }

  /**
   * What a report is asked.
   *
   * @param given by the names of {@link #PARAMETERS}; null or empty: not given
   * @throws ProblemException with all that is wrong with them
   */
  public ReportQuestion question(
      Caller caller, Report report, Map<String, ? extends @Nullable String> given) {
    ZoneId zone = sellers.find(caller.seller()).orElseThrow().timeZone();
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    Fields fields = Fields.ofParameters();
    refuseOthers(fields, report, given);
    var from = fields.optional("from", text(given, "from"), text -> Times.day("from", text));
    var to = fields.optional("to", text(given, "to"), text -> Times.day("to", text));
    var product = fields.optional("sku", text(given, "sku"), Refs::product);
    var location = fields.optional("location", text(given, "location"), Refs::location);
    var reason = fields.optional("reason", text(given, "reason"), ReportDesk::reason);
    var actor =
        fields.optional(
            "actor",
            text(given, "actor"),
            text -> Text.identifier("actor", text, Details.ACTOR_LENGTH_MAX));
    return fields.build(
        () -> {
          LocalDate last = Optional.ofNullable(to.orNull()).orElse(today);
          LocalDate first =
              Optional.ofNullable(from.orNull())
                  .orElse(last.minusDays(ReportQuestion.DAYS_USUAL - 1L));
          return new ReportQuestion(
              first,
              last,
              zone,
              product.orNull(),
              location.orNull(),
              text(given, "channel"),
              reason.orNull(),
              actor.orNull());
        });
  }

  /** A filter that would be ignored is worse than none. */
  private static void refuseOthers(
      Fields fields, Report report, Map<String, ? extends @Nullable String> given) {
    for (String parameter : PARAMETERS) {
      if (text(given, parameter) != null && !takes(report, parameter)) {
        List<String> taken =
            PARAMETERS.stream().filter(one -> takes(report, one)).sorted().toList();
        fields.add(
            new FieldError(
                parameter,
                FieldError.INVALID,
                "The report '%s' cannot be narrowed by %s; it takes %s."
                    .formatted(report.name(), parameter, String.join(", ", taken))));
      }
    }
  }

  private static @Nullable String text(
      Map<String, ? extends @Nullable String> given, String parameter) {
    return Fields.given(given.get(parameter));
  }

  private static Reason reason(String code) {
    return Codes.read("reason", Reason.values(), Reason::code, code);
  }

  /**
   * Whether the first rows should be there at once.
   *
   * @throws ProblemException if the question names what the seller does not have
   */
  public boolean isQuick(Caller caller, Report report, ReportQuestion question, int limit) {
    return Fields.checked(() -> reports.isQuick(caller.seller(), report, question, limit + 1));
  }

  /**
   * The first rows.
   *
   * @throws ProblemException if the question names what the seller does not have, or too many
   *     reports are being made
   */
  public Rows rows(Caller caller, Report report, ReportQuestion question, int limit) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    take(
        () -> {
          reports.read(caller.seller(), report, question, limit + 1, rows::add);
          return true;
        });
    return new Rows(rows, false).first(limit);
  }

  /**
   * All rows, as a file.
   *
   * @throws ProblemException if the question names what the seller does not have, or they are too
   *     many for the format
   */
  public ReportFile file(
      Caller caller, Report report, ReportQuestion question, ReportFormat format) {
    return take(
        () ->
            ReportFile.make(
                report,
                format,
                rows ->
                    reports.read(caller.seller(), report, question, format.rowsToRead(), rows)));
  }

  /** Takes a place, within which a report may take its time. */
  private <T> T take(Supplier<T> reading) {
    try (Places.Place _ = places.take()) {
      return StatementLimit.lifted(() -> Fields.checked(reading));
    }
  }
}
