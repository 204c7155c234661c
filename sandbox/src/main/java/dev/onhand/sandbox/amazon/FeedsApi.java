package dev.onhand.sandbox.amazon;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /feeds/2021-06-30}: a file of many changes, worked on minutes later. */
final class FeedsApi {
  private static final int MESSAGES_MAX = 25_000;
  private static final Duration TIME = Duration.ofMinutes(3);
  private static final int LATE_FACTOR = 10;

  /** A feed as it stands. */
  private static final class Feed {
    private final String createdAt;
    private String status = "IN_QUEUE";
    private @Nullable String result;

    private Feed(String createdAt) {
      this.createdAt = createdAt;
    }
  }

  private final Site site;
  private final Offers offers;
  private final Documents documents;
  private final Map<String, Feed> feeds = new HashMap<>();

  FeedsApi(Site site, Offers offers, Documents documents) {
    this.site = site;
    this.offers = offers;
    this.documents = documents;
  }

  Response createDocument(Request request) {
    return Json.read(request.body())
        .map(body -> body.path("contentType").asString(""))
        .filter(type -> !type.isEmpty())
        .map(documents::room)
        .orElseGet(() -> AmazonDialect.error(400, "InvalidInput", "contentType is required"));
  }

  /** How many changes a feed carries. */
  int lines(Request request) {
    return input(request).map(feed -> feed.path("messages").size()).orElse(0);
  }

  private Optional<JsonNode> input(Request request) {
    return Json.read(request.body())
        .map(body -> body.path("inputFeedDocumentId").asString(""))
        .flatMap(documents::uploaded)
        .flatMap(Json::read);
  }

  Response create(Request request) {
    JsonNode body = Json.read(request.body()).orElseGet(Json::object);
    Optional<JsonNode> input = input(request);
    boolean isOurs =
        body.path("feedType").asString("").equals("JSON_LISTINGS_FEED")
            && body.path("marketplaceIds").path(0).asString("").equals(Amazon.MARKETPLACE);
    if (!isOurs || input.isEmpty()) {
      return AmazonDialect.error(400, "InvalidInput", "feedType or document is invalid");
    }
    String id = "" + (23_492_394 + feeds.size());
    Feed feed = new Feed(site.shop().now().toString());
    feeds.put(id, feed);
    boolean isLate = site.faults().fires(Fault.RESULT_LATE, Purpose.PUSH);
    boolean isLost = site.faults().fires(Fault.RESULT_LOST, Purpose.PUSH);
    Duration time = isLate ? TIME.multipliedBy(LATE_FACTOR) : TIME;
    site.later().in(time.dividedBy(2), () -> feed.status = "IN_PROGRESS");
    site.later()
        .in(
            time,
            () -> {
              work(id, feed, input.get());
              feed.status = isLost ? "FATAL" : "DONE";
            });
    return site.json(Purpose.PUSH, 202, Json.object().put("feedId", id));
  }

  private void work(String id, Feed feed, JsonNode input) {
    ArrayNode issues = Json.array();
    int invalid = 0;
    Set<Integer> numbers = new HashSet<>();
    JsonNode messages = input.path("messages");
    boolean isReadable =
        input.path("header").path("sellerId").asString("").equals(Amazon.SELLER)
            && input.path("header").path("version").asString("").equals("2.0")
            && messages.size() <= MESSAGES_MAX;
    if (!isReadable) {
      issues
          .addObject()
          .put("code", "4002001")
          .put("severity", "ERROR")
          .put("message", "Unreadable");
    }
    for (JsonNode message : isReadable ? messages : Json.array()) {
      int number = message.path("messageId").asInt(0);
      Optional<String> problem = problem(message, number >= 1 && numbers.add(number));
      if (problem.isPresent()) {
        invalid++;
        ObjectNode issue = issues.addObject().put("messageId", Math.max(1, number));
        issue.put("sku", message.path("sku").asString("")).put("code", "90220");
        issue.put("severity", "ERROR").put("message", problem.get());
      } else {
        offers.apply(message.path("sku").asString(""), message, Duration.ZERO);
      }
    }
    ObjectNode report = Json.object();
    report
        .putObject("header")
        .put("sellerId", Amazon.SELLER)
        .put("version", "2.0")
        .put("feedId", id);
    report.set("issues", issues);
    report
        .putObject("summary")
        .put("errors", issues.size())
        .put("warnings", 0)
        .put("messagesProcessed", messages.size())
        .put("messagesAccepted", messages.size() - invalid)
        .put("messagesInvalid", invalid);
    byte[] bytes = report.toString().getBytes(StandardCharsets.UTF_8);
    feed.result = documents.keep("application/json", Purpose.PUSH_RESULT, bytes, true);
  }

  private Optional<String> problem(JsonNode message, boolean isNumbered) {
    if (!isNumbered || !message.path("operationType").asString("").equals("PATCH")) {
      return Optional.of("messageId or operationType is invalid");
    }
    String sku = message.path("sku").asString("");
    return site.shop().findBySku(sku).isEmpty()
        ? Optional.of("SKU '%s' is not listed".formatted(sku))
        : offers.problem(message);
  }

  Response show(String id) {
    Feed feed = feeds.get(id);
    if (feed == null) {
      return AmazonDialect.error(404, "NotFound", "There is no feed " + id);
    }
    ObjectNode document = Json.object().put("feedId", id).put("feedType", "JSON_LISTINGS_FEED");
    document.put("createdTime", feed.createdAt).put("processingStatus", feed.status);
    if (feed.status.equals("DONE")) {
      document.put("resultFeedDocumentId", feed.result);
    }
    return site.json(Purpose.PUSH_RESULT, 200, document);
  }
}
