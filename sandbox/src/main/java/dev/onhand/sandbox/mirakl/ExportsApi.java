package dev.onhand.sandbox.mirakl;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** OF52 to OF54: files of offers, which are made on demand and take a while. */
final class ExportsApi {
  private static final Duration TIME = Duration.ofMinutes(1);
  private static final int CHUNK = 10_000;
  private static final int CHUNK_MAX = 1_000_000;

  /** An export as it stands. */
  private static final class Export {
    private final JsonNode wanted;
    private boolean isDone;
    private final List<List<ObjectNode>> files = new ArrayList<>();

    private Export(JsonNode wanted) {
      this.wanted = wanted;
    }
  }

  private final Site site;
  private final OffersApi offers;
  private final Map<String, Export> exports = new HashMap<>();

  ExportsApi(Site site, OffersApi offers) {
    this.site = site;
    this.offers = offers;
  }

  /** Whether all offers are asked for, and not only those that changed. */
  static boolean isFull(Request request) {
    return Json.read(request.body()).filter(it -> it.has("last_request_date")).isEmpty();
  }

  /** The same that is asked for once more while it is under way is the same export. */
  Response begin(Request request) {
    JsonNode wanted = Json.read(request.body()).orElse(Json.object());
    int chunk = wanted.path("items_per_chunk").asInt(CHUNK);
    boolean isFull = isFull(request);
    if (!wanted.path("export_type").asString("").equals("application/json")
        || chunk < CHUNK
        || chunk > CHUNK_MAX
        || !isFull && wanted.has("include_inactive_offers")
        || !isFull && time(wanted).isEmpty()) {
      return MiraklDialect.error(400, "The export cannot be made as it is asked for.");
    }
    Optional<String> running =
        exports.entrySet().stream()
            .filter(it -> !it.getValue().isDone && it.getValue().wanted.equals(wanted))
            .map(Map.Entry::getKey)
            .findFirst();
    String id = running.orElseGet(() -> "760a9a3a-%d".formatted(exports.size() + 1));
    if (running.isEmpty()) {
      Export export = new Export(wanted);
      exports.put(id, export);
      site.later().in(TIME, () -> fill(export, chunk));
    }
    return site.json(Purpose.LISTING_READ, 200, Json.object().put("tracking_id", id));
  }

  private static Optional<Instant> time(JsonNode wanted) {
    try {
      return wanted.path("last_request_date").asStringOpt().map(Instant::parse);
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private void fill(Export export, int chunk) {
    Optional<Instant> since = time(export.wanted);
    boolean hasAll =
        since.isPresent() || export.wanted.path("include_inactive_offers").asBoolean(false);
    List<ObjectNode> rows =
        site.shop().listings().stream()
            .filter(it -> hasAll || OffersApi.isActive(it))
            .filter(it -> since.isEmpty() || !it.updatedAt().isBefore(since.get()))
            .map(it -> row(it, export.wanted.path("include_fields")))
            .toList();
    for (int from = 0; from < rows.size(); from += chunk) {
      export.files.add(Site.page(rows, from, chunk));
    }
    export.isDone = true;
  }

  private ObjectNode row(Listing listing, JsonNode fields) {
    ObjectNode row = offers.common(listing);
    row.put("deleted", false);
    row.put("last_updated", listing.updatedAt().toString());
    if (!fields.isEmpty()) {
      row.retain(fields.valueStream().map(it -> it.asString("")).toList());
    }
    return row;
  }

  Response status(String id) {
    Export export = exports.get(id);
    if (export == null) {
      return MiraklDialect.error(404, "There is no such export.");
    }
    ObjectNode body = Json.object().put("status", export.isDone ? "COMPLETED" : "PENDING");
    if (export.isDone) {
      ArrayNode urls = body.putArray("urls");
      for (int i = 1; i <= export.files.size(); i++) {
        urls.add("%s/files/%s/%d".formatted(site.base(), id, i));
      }
    }
    return site.json(Purpose.LISTING_READ, 200, body);
  }

  Response file(String id, String number) {
    Optional<List<ObjectNode>> file =
        Optional.ofNullable(exports.get(id))
            .filter(it -> number.matches("[1-9]\\d{0,3}"))
            .filter(it -> Integer.parseInt(number) <= it.files.size())
            .map(it -> it.files.get(Integer.parseInt(number) - 1));
    if (file.isEmpty()) {
      return MiraklDialect.error(404, "There is no such file.");
    }
    ArrayNode rows = Json.array();
    file.get().forEach(row -> rows.add(row.deepCopy()));
    return site.json(Purpose.LISTING_READ, 200, rows);
  }
}
