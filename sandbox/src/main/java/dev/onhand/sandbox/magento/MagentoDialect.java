package dev.onhand.sandbox.magento;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.Work;
import dev.onhand.sandbox.magento.Magento.Setup;
import dev.onhand.sandbox.magento.Search.BadSearch;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who may call, and which part of the API a call is for. */
final class MagentoDialect implements Dialect {
  private final Setup setup;
  private final Tokens tokens;
  private final ProductsApi products;
  private final SourcesApi sources;
  private final PushApi pushes;
  private final BulkApi bulks;
  private final OrdersApi orders;

  MagentoDialect(Site site, Setup setup) {
    this.setup = setup;
    this.tokens = new Tokens(site, setup);
    Sources stock = new Sources(site);
    Pages pages = new Pages(site, setup.limitsInput());
    this.products = new ProductsApi(site, pages, setup.isConfigurable());
    this.sources = new SourcesApi(site, stock, pages);
    this.pushes = new PushApi(site, stock, setup.limitsInput());
    this.bulks = new BulkApi(site, pushes, setup.limitsInput());
    this.orders = new OrdersApi(site, pages, setup.isConfigurable());
  }

  @Override
  public Work understand(Request request) {
    Work work = route(request, request.segments());
    return new Work(work.purpose(), work.lines(), () -> checked(request, work));
  }

  /** {@code /rest/<store>/V1/…}, the store left out or not. */
  private Work route(Request request, List<String> path) {
    if (path.isEmpty() || !path.getFirst().equals("rest")) {
      return noRoute();
    }
    int version = path.indexOf("V1");
    List<String> rest = version < 0 ? List.of() : path.subList(version + 1, path.size());
    if (version > 1 && path.subList(1, version).containsAll(List.of("async", "bulk"))) {
      boolean isKnown =
          setup.hasSources()
              && rest.equals(List.of("inventory", "source-items"))
              && isPost(request);
      return isKnown ? bulks.create(request) : noRoute();
    }
    if (rest.isEmpty() || version > 2) {
      return noRoute();
    }
    String resource = rest.getFirst();
    List<String> below = rest.subList(1, rest.size());
    return switch (resource) {
      case "products" -> products(request, below);
      case "inventory" -> setup.hasSources() ? inventory(request, below) : noRoute();
      case "stockItems" ->
          below.size() == 1
              ? Work.reading(Purpose.LISTING_READ, () -> products.stockItem(below.getFirst()))
              : noRoute();
      case "bulk" -> bulks.route(below);
      default -> orders.route(resource, below, request).orElseGet(MagentoDialect::noRoute);
    };
  }

  private Work products(Request request, List<String> below) {
    if (below.isEmpty() && !isPost(request)) {
      return Work.reading(Purpose.LISTING_READ, () -> products.page(request));
    }
    if (below.size() == 3 && below.get(1).equals("stockItems") && request.method().equals("PUT")) {
      return new Work(
          Purpose.PUSH, 1, () -> pushes.stockItem(below.getFirst(), below.get(2), request));
    }
    return noRoute();
  }

  private Work inventory(Request request, List<String> below) {
    if (below.equals(List.of("source-items")) && isPost(request)) {
      return pushes.sourceItems(request);
    }
    return sources.route(below, request).orElseGet(MagentoDialect::noRoute);
  }

  private Response checked(Request request, Work work) {
    if (!tokens.isGood(request)) {
      return unauthorized(request);
    }
    String accept = request.header("Accept").orElse("*/*");
    if (!accept.contains("*/*") && !accept.contains("application/json")) {
      return Errors.of(
          406, "Server cannot match any of the given Accept HTTP header media type(s).");
    }
    try {
      return work.answer().get();
    } catch (BadSearch wrong) {
      return Errors.of(400, "" + wrong.getMessage());
    }
  }

  /** The shop has no limits: a host in front answers. */
  @Override
  public Response throttled(Optional<Duration> wait) {
    return Response.html(429, "Too Many Requests");
  }

  @Override
  public Response unauthorized(Request request) {
    return Errors.unauthorized(
        request.path().contains("order")
            ? "Magento_Sales::actions_view"
            : "Magento_Catalog::products");
  }

  @Override
  public Response serverError() {
    return Response.json(
        500,
        Json.object()
            .put(
                "message",
                "Internal Error. Details are available in Magento log file. Report ID: webapi-5f0c")
            .toString());
  }

  static Work noRoute() {
    return Work.reading(Purpose.OTHER, Errors::noRoute);
  }

  private static boolean isPost(Request request) {
    return request.method().equals("POST");
  }
}
