package dev.onhand.sandbox.cdiscount;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /offer-packages}: opened, filled, closed, and worked on some minutes later. */
final class PackagesApi {
  private static final int REQUESTS_PER_CALL_MAX = 100;
  private static final int REQUESTS_MAX = 50_000;
  private static final Duration TIME = Duration.ofMinutes(5);
  private static final int LATE_FACTOR = 10;

  /** A package that is left open is dropped. */
  private static final Duration OPEN_MAX = Duration.ofHours(6);

  private static final Set<String> TYPES = Set.of("Upsert", "Update", "Delete");

  /** A package as it stands. */
  private static final class Package {
    private String state = "WaitingForCompletion";
    private final List<ObjectNode> requests = new ArrayList<>();
    private final List<ObjectNode> results = new ArrayList<>();
  }

  private final Site site;
  private final Map<String, Package> packages = new HashMap<>();
  private long made;

  PackagesApi(Site site) {
    this.site = site;
  }

  Response open(Request request) {
    if (!request.header("salesChannelId").orElse("").equals(Cdiscount.SALES_CHANNEL)) {
      return CdiscountDialect.bad("salesChannelId", "The sales channel is not allowed.");
    }
    Optional<JsonNode> body = Json.read(request.body()).filter(JsonNode::isObject);
    if (!TYPES.contains(body.map(it -> it.path("packageType").asString("")).orElse(""))) {
      return CdiscountDialect.bad("packageType", "The package type is not known.");
    }
    String id = "8f2c%08x".formatted(++made);
    packages.put(id, new Package());
    site.later().in(OPEN_MAX, () -> drop(id));
    return Response.of(201, "text/plain", "")
        .with("Content-Location", "/seller/v2/offer-packages/" + id);
  }

  private void drop(String id) {
    packages.computeIfPresent(
        id, (_, found) -> found.state.equals("WaitingForCompletion") ? null : found);
  }

  int size(String id) {
    return Optional.ofNullable(packages.get(id)).map(found -> found.requests.size()).orElse(0);
  }

  Response add(String id, Request request) {
    Package found = packages.get(id);
    if (found == null) {
      return unknown();
    }
    if (!found.state.equals("WaitingForCompletion")) {
      return closed();
    }
    Optional<JsonNode> body = Json.read(request.body()).filter(JsonNode::isArray);
    if (body.isEmpty()
        || body.get().size() > REQUESTS_PER_CALL_MAX
        || found.requests.size() + body.get().size() > REQUESTS_MAX) {
      return CdiscountDialect.bad("requests", "The list must have 1 to 100 requests.");
    }
    for (JsonNode each : body.get()) {
      JsonNode quantity = each.path("quantity");
      if (!each.path("sellerExternalReference").isString()) {
        return CdiscountDialect.bad("sellerExternalReference", "The field is required.");
      }
      if (!quantity.isInt() || quantity.intValue() < 0) {
        return CdiscountDialect.bad("quantity", "The quantity must be 0 or more.");
      }
    }
    body.get().forEach(each -> found.requests.add((ObjectNode) each));
    return Response.json(202, "");
  }

  Response close(String id, Request request) {
    Package found = packages.get(id);
    if (found == null) {
      return unknown();
    }
    if (!found.state.equals("WaitingForCompletion")) {
      return closed();
    }
    String wanted = Json.read(request.body()).map(it -> it.path("state").asString("")).orElse("");
    if (!wanted.equals("Ready")) {
      return CdiscountDialect.bad("state", "The state must be Ready.");
    }
    boolean isLate = site.faults().fires(Fault.RESULT_LATE, Purpose.PUSH);
    boolean isLost = site.faults().fires(Fault.RESULT_LOST, Purpose.PUSH);
    Duration time = isLate ? TIME.multipliedBy(LATE_FACTOR) : TIME;
    found.state = "Ready";
    site.later().in(time.dividedBy(2), () -> found.state = "IntegrationPending");
    site.later()
        .in(
            time,
            () -> {
              integrate(id, found);
              found.state = isLost ? "IntegrationPending" : "Integrated";
            });
    return site.json(Purpose.PUSH, 200, document(id, found));
  }

  /** What is there twice is taken neither time. */
  private void integrate(String id, Package found) {
    Map<String, Long> counts =
        found.requests.stream()
            .collect(Collectors.groupingBy(PackagesApi::reference, Collectors.counting()));
    for (ObjectNode request : found.requests) {
      String reference = reference(request);
      Optional<Listing> listing = site.shop().findBySku(reference);
      if (counts.getOrDefault(reference, 0L) > 1) {
        tell(found, reference, "Duplicated", "The reference is in the package twice.");
      } else if (listing.isEmpty()) {
        tell(found, reference, "Rejected", "The offer does not exist.");
      } else if (site.faults().fires(Fault.REFUSED_ITEM, Purpose.PUSH)) {
        tell(found, reference, "Rejected", "The offer is under review.");
      } else {
        site.pushIfThere(listing.get().id(), request.path("quantity").intValue(), "package " + id);
        tell(found, reference, "Integrated", "");
      }
    }
  }

  private static String reference(JsonNode request) {
    return request.path("sellerExternalReference").stringValue();
  }

  private static void tell(Package found, String reference, String status, String message) {
    ObjectNode result = Json.object();
    result.put("sellerExternalReference", reference);
    result.put("integrationStatus", status);
    ArrayNode results = result.putArray("results");
    if (!message.isEmpty()) {
      results.addObject().put("resultCode", "E" + message.length()).put("message", message);
    }
    found.results.add(result);
  }

  Response show(String id) {
    Package found = packages.get(id);
    return found == null ? unknown() : site.json(Purpose.PUSH_RESULT, 200, document(id, found));
  }

  private static ObjectNode document(String id, Package found) {
    return Json.object()
        .put("packageId", id)
        .put("packageType", "Update")
        .put("state", found.state);
  }

  Response results(String id, Request request) {
    Package found = packages.get(id);
    if (found == null) {
      return unknown();
    }
    List<ObjectNode> all = found.state.equals("Integrated") ? found.results : List.of();
    ObjectNode body = Json.object();
    ArrayNode items = body.putArray("items");
    Site.page(all, Pages.offset(request), Pages.limit(request))
        .forEach(each -> items.add(each.deepCopy()));
    return Pages.linked(
        site.json(Purpose.PUSH_RESULT, 200, body), request, site.base(), all.size());
  }

  private static Response unknown() {
    return CdiscountDialect.problem(404, "Not Found", "No such package.");
  }

  private static Response closed() {
    return CdiscountDialect.problem(409, "Conflict", "The package is closed already.");
  }
}
