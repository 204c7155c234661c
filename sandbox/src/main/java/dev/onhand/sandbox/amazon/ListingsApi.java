package dev.onhand.sandbox.amazon;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /listings/2021-08-01/items}. */
final class ListingsApi {
  private static final int PAGE_SIZE = 10;
  private static final int PAGE_SIZE_MAX = 20;

  /** Further pages are not given. */
  private static final int PAGED_MAX = 1_000;

  private final Site site;
  private final Offers offers;

  ListingsApi(Site site, Offers offers) {
    this.site = site;
    this.offers = offers;
  }

  Response one(Request request, List<String> path) {
    Optional<Response> wrong = wrong(request, path.getFirst());
    if (wrong.isPresent()) {
      return wrong.get();
    }
    return exact(path.getLast())
        .map(it -> site.json(Purpose.LISTING_READ, 200, offers.document(it, included(request))))
        .orElseGet(
            () ->
                AmazonDialect.error(
                    404, "NOT_FOUND", "SKU '%s' not found".formatted(path.getLast())));
  }

  Response search(Request request, List<String> path) {
    Optional<Response> wrong = wrong(request, path.getFirst());
    if (wrong.isPresent()) {
      return wrong.get();
    }
    int size = number(request, "pageSize", PAGE_SIZE);
    int offset = number(request, "pageToken", 0);
    List<String> skus = list(request, "identifiers");
    if (size < 1 || offset < 0 || size > PAGE_SIZE_MAX || skus.size() > PAGE_SIZE_MAX) {
      return AmazonDialect.error(400, "InvalidInput", "Too many for a page");
    }
    if (!skus.isEmpty() && !request.parameter("identifiersType").orElse("").equals("SKU")) {
      return AmazonDialect.error(400, "InvalidInput", "identifiersType is required");
    }
    List<Listing> all =
        skus.isEmpty()
            ? sorted(request, offset)
            : skus.stream().map(this::exact).flatMap(Optional::stream).toList();
    ObjectNode body = Json.object().put("numberOfResults", all.size());
    int end = offset + size;
    ObjectNode pagination = body.putObject("pagination");
    if (end < Math.min(all.size(), PAGED_MAX)) {
      pagination.put("nextToken", "" + end);
    }
    ArrayNode items = body.putArray("items");
    Site.page(all, offset, size).forEach(it -> items.add(offers.document(it, included(request))));
    return site.json(Purpose.LISTING_READ, 200, body);
  }

  /** By SKU where that is asked for; else in the order in which they are moved about. */
  private List<Listing> sorted(Request request, int offset) {
    List<Listing> all = site.listings(offset);
    return request.parameter("sortBy").orElse("").equals("sku")
        ? all.stream().sorted(Comparator.comparing(Listing::sku)).toList()
        : all;
  }

  Response patch(Request request, List<String> path) {
    Optional<Response> wrong = wrong(request, path.getFirst());
    Optional<JsonNode> body = Json.read(request.body()).filter(JsonNode::isObject);
    if (wrong.isPresent() || body.isEmpty()) {
      return wrong.orElseGet(() -> AmazonDialect.error(400, "BAD_REQUEST", "Invalid input"));
    }
    String sku = path.getLast();
    if (exact(sku).isEmpty()) {
      return AmazonDialect.error(400, "InvalidInput", "SKU '%s' is not listed".formatted(sku));
    }
    ObjectNode answer = Json.object().put("sku", sku);
    Optional<String> problem = offers.problem(body.get());
    answer.put("status", problem.isPresent() ? "INVALID" : "ACCEPTED");
    answer.put("submissionId", "submission-" + site.calls().total());
    ArrayNode issues = answer.putArray("issues");
    if (problem.isPresent()) {
      ObjectNode issue = issues.addObject();
      issue.put("code", "90000900").put("message", problem.get()).put("severity", "ERROR");
      issue.putArray("attributeNames").add("fulfillment_availability");
      issue.putArray("categories").add("INVALID_ATTRIBUTE");
    } else {
      offers.applySoon(sku, body.get());
    }
    return site.json(Purpose.PUSH, 200, answer);
  }

  private Optional<Listing> exact(String sku) {
    return site.shop().findBySku(sku).filter(it -> it.sku().equals(sku));
  }

  private static Optional<Response> wrong(Request request, String seller) {
    if (!seller.equals(Amazon.SELLER)) {
      return Optional.of(AmazonDialect.error(403, "Unauthorized", "This is not your seller."));
    }
    return list(request, "marketplaceIds").equals(List.of(Amazon.MARKETPLACE))
        ? Optional.empty()
        : Optional.of(AmazonDialect.error(400, "InvalidInput", "marketplaceIds is invalid"));
  }

  private static List<String> included(Request request) {
    List<String> included = new ArrayList<>(list(request, "includedData"));
    return included.isEmpty() ? List.of("summaries") : included;
  }

  /** A number that a call gives; -1 for what is none. */
  static int number(Request request, String name, int usual) {
    return request
        .parameter(name)
        .map(text -> text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1)
        .orElse(usual);
  }

  static List<String> list(Request request, String name) {
    return request.parameter(name).stream()
        .flatMap(text -> Arrays.stream(text.split(",")))
        .filter(text -> !text.isEmpty())
        .toList();
  }
}
