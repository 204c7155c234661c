package dev.onhand.connectors.cdiscount;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.LineFate;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PageSince;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.Submission;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connectors.cdiscount.CdiscountApi.OffersPage;
import dev.onhand.connectors.cdiscount.CdiscountDocuments.LineDocument;
import dev.onhand.connectors.cdiscount.CdiscountDocuments.LineOfferDocument;
import dev.onhand.connectors.cdiscount.CdiscountDocuments.OfferDocument;
import dev.onhand.connectors.cdiscount.CdiscountDocuments.OrderDocument;
import dev.onhand.connectors.cdiscount.CdiscountDocuments.OrdersDocument;
import dev.onhand.connectors.cdiscount.CdiscountDocuments.ProblemDocument;
import dev.onhand.connectors.cdiscount.CdiscountDocuments.ProductDocument;
import dev.onhand.connectors.cdiscount.CdiscountDocuments.ReasonDocument;
import dev.onhand.connectors.cdiscount.CdiscountDocuments.ResultDocument;
import dev.onhand.model.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the documents mean.
 *
 * @param sendsXdock whether what passes through Octopia's warehouse is of the seller's stock
 */
record CdiscountMapping(boolean sendsXdock) {

  static final Map<String, Effect> STATUSES =
      Map.of(
          "processing", Effect.IGNORE, // not yet the seller's
          "waitingacceptance", Effect.RESERVE,
          "accepted", Effect.RESERVE,
          "inpreparation", Effect.RESERVE,
          "shipped", Effect.FULFIL,
          "delivered", Effect.FULFIL,
          "refused", Effect.RELEASE,
          "rejected", Effect.RELEASE,
          "cancelled", Effect.RELEASE);

  /** A package that is not worked on by then is stuck. */
  private static final Duration PATIENCE = Duration.ofHours(1);

  private static final Set<String> SHIPPED = Set.of("Shipped", "Delivered");

  static boolean isOver(Optional<String> packageState) {
    return packageState.filter(Set.of("Integrated", "Rejected")::contains).isPresent();
  }

  /**
   * Of a package that is not over.
   *
   * @param packageState empty: there is none
   */
  static PushOutcome underWay(Optional<String> packageState, Submission submission, Instant now) {
    if (packageState.isEmpty()) {
      return again("Octopia dropped the package");
    }
    if (packageState.get().equals("WaitingForCompletion")) {
      return again("the package was not closed");
    }
    return submission.isYoungerThan(PATIENCE, now)
        ? new PushOutcome.Unconfirmed(submission.requestId())
        : again("Octopia was at work on the package for an hour");
  }

  private static PushOutcome again(String why) {
    return new PushOutcome.Deferred(Cause.UNAVAILABLE, Duration.ZERO, why);
  }

  static boolean isRejected(@Nullable ResultDocument result) {
    return result != null && "Rejected".equals(result.status());
  }

  static PushOutcome unknownListing(@Nullable ResultDocument result) {
    return new PushOutcome.Refused(Refusal.UNKNOWN_LISTING, said(result));
  }

  /**
   * Of a package that is over. That it is integrated does not mean that each of its offers is.
   *
   * @param result null: there is none for this offer
   */
  static PushOutcome outcome(
      String packageState, QuantityUpdate update, @Nullable ResultDocument result) {
    return switch (result == null ? packageState : result.status()) {
      case "Integrated" ->
          result == null
              ? again("Octopia says nothing of this offer")
              : new PushOutcome.Applied(update.quantity());
      case "Duplicated" -> again("the offer was in the package twice");
      case null, default -> new PushOutcome.Refused(Refusal.OTHER, said(result));
    };
  }

  private static String said(@Nullable ResultDocument result) {
    String reasons =
        result == null || result.results() == null
            ? ""
            : result.results().stream()
                .flatMap((ReasonDocument it) -> Stream.of(it.code(), it.message()))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    return reasons.isBlank() ? "Octopia rejected it without a reason" : reasons;
  }

  static PushOutcome refused(HttpReply reply) {
    return new PushOutcome.Refused(Refusal.OTHER, said(reply));
  }

  /** What is wrong with which field, else what is wrong. */
  static String said(HttpReply reply) {
    ProblemDocument problem = CdiscountDocuments.JSON.read(reply, ProblemDocument.class);
    if (problem.errors() != null && !problem.errors().isEmpty()) {
      return problem.errors().entrySet().stream()
          .map(each -> each.getKey() + ": " + String.join(" ", each.getValue()))
          .sorted()
          .collect(Collectors.joining("; "));
    }
    return Optional.ofNullable(problem.detail())
        .or(() -> Optional.ofNullable(problem.title()))
        .orElse("refused without a word");
  }

  static ListingPage listings(OffersPage page) {
    return new ListingPage(
        page.document().items().stream().map(CdiscountMapping::listing).toList(),
        Cursor.after(page.next()));
  }

  /** Which states of an offer there are is not documented; so all are taken for buyable. */
  static RemoteListing listing(OfferDocument document) {
    return new RemoteListing(
        new ListingRef(document.reference(), document.reference()),
        List.of(),
        Optional.ofNullable(document.product()).map(ProductDocument::gtin).orElse(null),
        "",
        document.condition(),
        RemoteListing.State.ACTIVE,
        document.quantity());
  }

  OrderPage orders(OrdersDocument document, PageSince page) {
    List<OrderDocument> orders = document.items();
    return new OrderPage(
        orders.stream().flatMap(order -> order(order).stream()).toList(),
        orders.size() < CdiscountApi.ORDERS_PER_PAGE
            ? null
            : page.next(orders.getLast().updatedAt().toInstant()));
  }

  /**
   * @return empty: nothing of it is of the seller's stock
   */
  Optional<RemoteOrder> order(OrderDocument document) {
    List<RemoteOrder.Line> lines =
        document.lines().stream()
            .filter(line -> isOwn(document, line))
            .map(line -> line(document, line))
            .toList();
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RemoteOrder(
                document.id(),
                document.status(),
                document.createdAt().toInstant(),
                document.updatedAt().toInstant(),
                RemoteOrder.joined(lines)));
  }

  private boolean isOwn(OrderDocument order, LineDocument line) {
    String mode = text(line.supplyMode()).or(() -> text(order.supplyMode())).orElse("Seller");
    return switch (mode) {
      case "Fulfillment" -> false;
      case "Xdock" -> sendsXdock;
      default -> true;
    };
  }

  /** A text, or what an object names as its id. */
  private static Optional<String> text(@Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return Optional.empty();
    }
    return (node.isObject() ? node.path("id") : node).asStringOpt();
  }

  /** A line without an id is named by its SKU. */
  private static RemoteOrder.Line line(OrderDocument order, LineDocument line) {
    LineFate fate = SHIPPED.contains(order.status()) ? LineFate.SHIPPED : LineFate.WANTED;
    @Nullable String sku =
        Optional.ofNullable(line.offer()).map(LineOfferDocument::sku).orElse(null);
    return fate.line(
        Optional.ofNullable(line.id()).or(() -> Optional.ofNullable(sku)).orElse("?"),
        sku,
        sku,
        line.quantity());
  }
}
