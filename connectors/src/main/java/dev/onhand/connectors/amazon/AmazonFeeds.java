package dev.onhand.connectors.amazon;

import dev.onhand.connector.PagesOrFile.Progress;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.PushOutcome.Unconfirmed;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.Submission;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connectors.amazon.AmazonDocuments.FeedResultDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.IssueDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.ItemDocument;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Many changes in one file, and what became of each. */
final class AmazonFeeds {

  private final AmazonApi api;
  private final InstantSource clock;

  /** The result that was read last: it is asked for as often as the feed had updates. */
  private final AtomicReference<Optional<Result>> last = new AtomicReference<>(Optional.empty());

  /**
   * What a feed's report says.
   *
   * @param isWhole whether it says of each message what became of it
   * @param refused why, by SKU
   */
  private record Result(String feed, boolean isWhole, Map<String, String> refused) {}

  AmazonFeeds(AmazonApi api, InstantSource clock) {
    this.api = api;
    this.clock = clock;
  }

  List<PushOutcome> push(List<QuantityUpdate> updates) throws InterruptedException {
    List<Object> messages = new ArrayList<>();
    for (QuantityUpdate update : updates) {
      messages.add(
          Map.of(
              "messageId",
              messages.size() + 1,
              "sku",
              update.listing().externalId(),
              "operationType",
              "PATCH",
              "productType",
              AmazonApi.PRODUCT_TYPE,
              "patches",
              List.of(AmazonMapping.patch(update.quantity()))));
    }
    String feed =
        api.feed(
            AmazonDocuments.JSON.write(
                Map.of(
                    "header",
                    Map.of("sellerId", api.seller(), "version", "2.0"),
                    "messages",
                    messages)));
    return Collections.nCopies(
        updates.size(), new Unconfirmed(new Submission(feed, clock.instant()).requestId()));
  }

  List<PushOutcome> confirm(Submission submission, List<QuantityUpdate> updates)
      throws InterruptedException {
    String feed = submission.id();
    Optional<Result> known = last.get().filter(it -> it.feed().equals(feed));
    Optional<Result> result = known.isPresent() ? known : result(feed);
    if (result.isEmpty()) {
      return Collections.nCopies(updates.size(), new Unconfirmed(submission.requestId()));
    }
    last.set(result);
    return outcomes(result.get(), updates);
  }

  /** Empty: it is not done. */
  private Optional<Result> result(String feed) throws InterruptedException {
    return switch (api.feedState(feed).progress()) {
      case Progress.AtWork() -> Optional.empty();
      case Progress.Made(String document) -> Optional.of(result(feed, document));
      case Progress.Failed() -> Optional.of(new Result(feed, false, Map.of()));
    };
  }

  private Result result(String feed, String document) throws InterruptedException {
    Map<String, String> refused = new HashMap<>();
    boolean isWhole = true;
    for (IssueDocument issue :
        AmazonDocuments.JSON.read(api.feedResult(document), FeedResultDocument.class).issues()) {
      if (issue.isError() && issue.sku() != null) {
        refused.put(issue.sku(), issue.said());
      } else if (issue.isError()) {
        isWhole = false; // it is about the whole feed, or about one that cannot be told
      }
    }
    return new Result(feed, isWhole, refused);
  }

  /** Where the report does not say, what listings show now does. */
  private List<PushOutcome> outcomes(Result result, List<QuantityUpdate> updates)
      throws InterruptedException {
    Map<String, PushOutcome> outcomes = new HashMap<>();
    List<String> unknown = new ArrayList<>();
    for (QuantityUpdate update : updates) {
      String sku = update.listing().externalId();
      Optional<String> refused = Optional.ofNullable(result.refused().get(sku));
      if (refused.isPresent()) {
        outcomes.put(sku, new Refused(Refusal.OTHER, refused.get()));
      } else if (result.isWhole()) {
        outcomes.put(sku, new Applied(update.quantity()));
      } else {
        unknown.add(sku);
      }
    }
    for (int from = 0; from < unknown.size(); from += AmazonApi.PAGE_SIZE) {
      int to = Math.min(from + AmazonApi.PAGE_SIZE, unknown.size());
      for (ItemDocument item : api.items(unknown.subList(from, to), Purpose.PUSH_RESULT)) {
        AmazonMapping.quantity(item).ifPresent(it -> outcomes.put(item.sku(), new Applied(it)));
      }
    }
    return updates.stream()
        .map(it -> outcomes.getOrDefault(it.listing().externalId(), AmazonMapping.UNKNOWN))
        .toList();
  }
}
