package dev.onhand.sandbox.amazon;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /reports/2021-06-30}: all offers as a table, made a minute later, and the same one again
 * to whoever asks within the hour.
 */
final class ReportsApi {
  private static final Duration TIME = Duration.ofMinutes(1);
  private static final Duration CACHED = Duration.ofHours(1);
  private static final String TYPE = "text/plain; charset=Cp1252";
  private static final Charset CHARSET = Charset.forName("windows-1252");

  /** A report as it stands. */
  private static final class Report {
    private final String createdAt;
    private String status = "IN_QUEUE";
    private @Nullable String document;

    private Report(String createdAt) {
      this.createdAt = createdAt;
    }
  }

  private final Site site;
  private final Offers offers;
  private final Documents documents;
  private final Map<String, Report> reports = new HashMap<>();
  private @Nullable String cached;
  private Instant cachedAt = Instant.EPOCH;

  ReportsApi(Site site, Offers offers, Documents documents) {
    this.site = site;
    this.offers = offers;
    this.documents = documents;
  }

  Response create(Request request) {
    JsonNode body = Json.read(request.body()).orElseGet(Json::object);
    if (!body.path("reportType").asString("").equals("GET_MERCHANT_LISTINGS_ALL_DATA")
        || !body.path("marketplaceIds").path(0).asString("").equals(Amazon.MARKETPLACE)) {
      return AmazonDialect.error(400, "InvalidInput", "reportType or marketplaceIds is invalid");
    }
    String id = "ID" + (323 + reports.size());
    Report report = new Report(site.shop().now().toString());
    reports.put(id, report);
    boolean isLost = site.faults().fires(Fault.RESULT_LOST, Purpose.LISTING_READ);
    site.later().in(TIME.dividedBy(2), () -> report.status = "IN_PROGRESS");
    site.later()
        .in(
            TIME,
            () -> {
              report.document =
                  documents.keep(TYPE, Purpose.LISTING_READ, table().getBytes(CHARSET), true);
              report.status = isLost ? "FATAL" : "DONE";
            });
    return site.json(Purpose.LISTING_READ, 202, Json.object().put("reportId", id));
  }

  private String table() {
    Instant now = site.shop().now();
    String kept = cached;
    if (kept != null && now.isBefore(cachedAt.plus(CACHED))) {
      return kept;
    }
    StringBuilder table =
        new StringBuilder(
            "item-name\titem-description\tlisting-id\tseller-sku\tprice\tquantity\topen-date"
                + "\tasin1\tfulfillment-channel\tstatus\n");
    for (Listing listing : site.shop().listings()) {
      boolean isAmazons = offers.isAmazons(listing.sku());
      table
          .append(listing.item().title())
          .append("\t\t")
          .append(
              "L%d\t%s\t%s\t".formatted(listing.number(), listing.sku(), listing.item().price()))
          .append(isAmazons ? "" : "" + listing.quantity())
          .append("\t2026-01-01 00:00:00 PST\tB%09d\t".formatted(listing.number()))
          .append(offers.channel(listing))
          .append(listing.listed() > 0 ? "\tActive\n" : "\tInactive\n");
    }
    cached = table.toString();
    cachedAt = now;
    return cached;
  }

  Response show(String id) {
    Report report = reports.get(id);
    if (report == null) {
      return AmazonDialect.error(404, "NotFound", "There is no report " + id);
    }
    ObjectNode document = Json.object().put("reportId", id);
    document.put("reportType", "GET_MERCHANT_LISTINGS_ALL_DATA");
    document.put("createdTime", report.createdAt).put("processingStatus", report.status);
    if (report.document != null) {
      document.put("reportDocumentId", report.document);
    }
    return site.json(Purpose.LISTING_READ, 200, document);
  }
}
