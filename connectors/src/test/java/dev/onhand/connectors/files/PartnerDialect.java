package dev.onhand.connectors.files;

import dev.onhand.connector.Limits;
import dev.onhand.connector.Table;
import dev.onhand.connector.http.AddressRules;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.Folders;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpCall.Method;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.HttpTransport;
import dev.onhand.connector.http.Pacer;
import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.Work;
import dev.onhand.sandbox.shop.Line;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Order.Payment;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A folder on a disk, which is as good as served, and the partner's program beside it: it keeps
 * {@code listings.csv}, drops a file of the orders that changed, and takes what stock it is told.
 */
final class PartnerDialect implements Dialect {

  private static final HttpTransport UNUSED = new HttpTransport(AddressRules.PUBLIC_ONLY);
  private static final List<String> LISTING = List.of("listing", "sku", "title", "quantity");
  private static final List<String> ORDER =
      List.of(
          "order",
          "status",
          "created",
          "line",
          "listing",
          "sku",
          "quantity",
          "cancelled",
          "shipped",
          "returned");

  private final Site site;
  private final Path folder;
  private final ConnectorHttp disk;
  private final Map<String, String> dropped = new HashMap<>();
  private int files;

  PartnerDialect(Site site, Path root) {
    this.site = site;
    this.folder = root.resolve("partner");
    this.disk =
        new ConnectorHttp(
                UNUSED,
                Folders.in(root),
                new Pacer(new Limits(1, List.of(), Duration.ofSeconds(1))),
                _ -> {},
                site.shop()::now)
            .at(URI.create(Folders.SCHEME + ":///partner"));
    for (String part : Set.of("in", "done", "failed")) {
      write(part + "/nobody's-business.md", "What else lies there.\n");
    }
  }

  @Override
  public Work understand(Request request) {
    boolean writes = request.method().equals("PUT");
    if (request.path().startsWith("/out/") && writes) {
      return new Work(Purpose.PUSH, rows(request).rows().size(), () -> told(request));
    }
    if (request.path().startsWith("/out/") || request.path().equals("/listings.csv")) {
      return Work.reading(Purpose.LISTING_READ, () -> listed(request));
    }
    return Work.reading(Purpose.ORDER_POLL, () -> sold(request));
  }

  private Response listed(Request request) {
    boolean isStrange = site.faults().fires(Fault.UNKNOWN_FIELDS, Purpose.LISTING_READ);
    StringBuilder text = new StringBuilder(line(LISTING, isStrange));
    for (Listing it : site.listings(0)) {
      text.append(
          line(List.of(it.id(), it.sku(), it.item().title(), "" + it.quantity()), isStrange));
    }
    write("listings.csv", text.toString());
    return served(request);
  }

  private static String line(List<String> cells, boolean isStrange) {
    List<String> all = new ArrayList<>(cells);
    if (isStrange) {
      all.add("weather");
    }
    return Table.line(',', all);
  }

  /** A file of all orders that are otherwise than in the last one that has them. */
  private Response sold(Request request) {
    boolean isStrange = site.faults().fires(Fault.UNKNOWN_FIELDS, Purpose.ORDER_POLL);
    StringBuilder text = new StringBuilder();
    for (Order order : site.shop().orders()) {
      String rows = rows(order, isStrange);
      if (!rows.equals(dropped.put(order.id(), rows))) {
        text.append(rows);
      }
    }
    if (!text.isEmpty()) {
      write("in/orders-%06d.csv".formatted(++files), line(ORDER, isStrange) + text);
    }
    return served(request);
  }

  private String rows(Order order, boolean isStrange) {
    boolean isUnknown = site.faults().fires(Fault.UNKNOWN_STATUS, Purpose.ORDER_POLL);
    StringBuilder rows = new StringBuilder();
    for (Line it : order.lines()) {
      rows.append(
          line(
              List.of(
                  order.id(),
                  isUnknown ? "lost at sea" : status(order),
                  order.createdAt().toString(),
                  "" + it.number(),
                  it.listing(),
                  it.item().sku(),
                  "" + it.ordered(),
                  "" + it.cancelled(),
                  "" + order.shipped(it.number()),
                  "" + it.returned()),
              isStrange));
    }
    return rows.toString();
  }

  private static String status(Order order) {
    if (order.payment() == Payment.FAILED || order.isCancelled()) {
      return "cancelled";
    }
    boolean isShipped =
        order.lines().stream().allMatch(it -> order.shipped(it.number()) >= it.kept());
    return isShipped ? "shipped" : order.payment() == Payment.PENDING ? "pending" : "paid";
  }

  /** A feed takes effect once it lies there. */
  private Response told(Request request) {
    Response response = served(request);
    if (response.status() == 204) {
      Table table = rows(request);
      for (Table.Line row : table.rows()) {
        site.shop()
            .find(row.text(table.column("listing")))
            .ifPresent(it -> site.push(it, Integer.parseInt(row.text(table.column("quantity")))));
      }
    }
    return response;
  }

  private static Table rows(Request request) {
    return Table.of(request.text(), ',');
  }

  private Response served(Request request) {
    HttpCall call =
        HttpCall.send(
            Method.valueOf(request.method()),
            request.path(),
            "text/csv",
            request.body(),
            dev.onhand.connector.http.Purpose.ORDERS_POLL);
    for (String header : List.of("If-Match", "Destination")) {
      Optional<String> value = request.header(header);
      call = value.isPresent() ? call.with(header, value.get()) : call;
    }
    HttpReply reply = sent(call);
    Response response =
        Response.of(reply.status(), reply.header("content-type").orElseThrow(), reply.text());
    return reply.header("etag").map(tag -> response.with("ETag", tag)).orElse(response);
  }

  private HttpReply sent(HttpCall call) {
    try {
      return disk.send(call, 200, 201, 204, 404, 412);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(String file, String text) {
    try {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.write(path, text.getBytes(StandardCharsets.UTF_8));
      Files.setLastModifiedTime(path, FileTime.from(site.shop().now()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Response throttled(Optional<Duration> wait) {
    Response response = Response.of(429, "text/plain", "Later.");
    return wait.map(it -> response.with("Retry-After", "" + Math.max(1, it.toSeconds())))
        .orElse(response);
  }

  @Override
  public Response unauthorized(Request request) {
    return Response.of(401, "text/plain", "Who is there?");
  }
}
