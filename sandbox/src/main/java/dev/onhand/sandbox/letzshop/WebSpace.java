package dev.onhand.sandbox.letzshop;

import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.Work;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the seller's feed lies, in columns with tabs between them. All files there are of the same
 * articles, each in a language. The marketplace fetches what was written after its time.
 */
final class WebSpace {
  /** A marketplace that only knows that there is any sells as much as is ordered. */
  private static final int ANY = 1_000;

  private static final String IN_STOCK = "in stock";
  private static final String OUT_OF_STOCK = "out of stock";

  private final Site site;
  private final Letzshop.Kind kind;

  /** What was written and is not fetched yet: words and numbers by file and SKU. */
  private final Map<String, Map<String, Integer>> written = new HashMap<>();

  WebSpace(Site site, Letzshop.Kind kind) {
    this.site = site;
    this.kind = kind;
  }

  Work understand(Request request) {
    String file = request.segments().getLast();
    if (!file.endsWith(".tsv")) {
      return Work.reading(Purpose.OTHER, () -> Response.of(404, "text/plain", "Not Found"));
    }
    return switch (request.method()) {
      case "GET" -> Work.reading(Purpose.LISTING_READ, () -> checked(request, read(file)));
      case "PUT" ->
          new Work(
              Purpose.PUSH,
              1,
              () -> isKnown(request) ? write(file, request) : checked(request, Optional.empty()));
      default -> Work.reading(Purpose.OTHER, () -> Response.of(405, "text/plain", "Not Allowed"));
    };
  }

  private static boolean isKnown(Request request) {
    return request.isBy(Letzshop.USER, Letzshop.PASSWORD);
  }

  private static Response checked(Request request, Optional<Response> answer) {
    return answer
        .filter(it -> isKnown(request))
        .orElseGet(() -> Response.of(401, "text/plain", "Unauthorized"));
  }

  private Optional<Response> read(String file) {
    String text = text(file);
    return Optional.of(
        Response.of(200, "text/tab-separated-values; charset=utf-8", text).with("ETag", tag(text)));
  }

  private static String tag(String text) {
    return "\"%08x\"".formatted(text.hashCode());
  }

  private String text(String file) {
    List<String> rows = new ArrayList<>();
    rows.add(
        "id\ttitle\tdescription\tlink\tgtin\tavailability\tprice"
            + (kind.countsIn().isEmpty() ? "" : "\t" + kind.countsIn()));
    String language = file.replace(".tsv", "");
    for (Listing listing : site.shop().listings()) {
      int quantity =
          written
              .getOrDefault(file, Map.of())
              .getOrDefault(listing.sku(), Math.max(0, listing.quantity()));
      rows.add(
          String.join(
                  "\t",
                  listing.sku(),
                  listing.item().title(),
                  "\"What it is,\nin %s\"".formatted(language),
                  "https://shop.example/" + listing.sku(),
                  listing.item().gtin(),
                  quantity > 0 ? IN_STOCK : OUT_OF_STOCK,
                  listing.item().price() + " EUR")
              + (kind.countsIn().isEmpty() ? "" : "\t" + quantity));
    }
    return String.join("\n", rows) + "\n";
  }

  private Response write(String file, Request request) {
    Optional<String> expected = request.header("If-Match");
    if (expected.isPresent() && !expected.get().equals(tag(text(file)))) {
      return Response.of(412, "text/plain", "Precondition Failed");
    }
    Map<String, Integer> quantities = quantities(request.text());
    if (kind.fetchTime().isZero()) {
      fetch(quantities);
    } else {
      written.put(file, quantities);
      site.later()
          .in(
              kind.fetchTime(),
              () -> {
                if (written.remove(file, quantities)) {
                  fetch(quantities);
                }
              });
    }
    return new Response(204, List.of(), new byte[0]);
  }

  /** What differs from what the marketplace has is set. */
  private void fetch(Map<String, Integer> quantities) {
    for (Listing listing : site.shop().listings()) {
      int quantity = quantities.getOrDefault(listing.sku(), listing.quantity());
      boolean isOther =
          kind.countsIn().isEmpty()
              ? quantity > 0 != listing.quantity() > 0
              : quantity != listing.quantity();
      if (isOther) {
        site.push(listing, quantity);
      }
    }
  }

  /** By SKU; of a feed without numbers, any or none. */
  private Map<String, Integer> quantities(String text) {
    Map<String, Integer> quantities = new HashMap<>();
    List<String> lines = text.replaceAll("\"([^\"\t]|\"\")*\"", "").lines().toList();
    List<String> head = List.of(lines.isEmpty() ? new String[0] : lines.getFirst().split("\t"));
    int id = head.indexOf("id");
    int word = head.indexOf("availability");
    int number = head.indexOf(kind.countsIn());
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      String[] cells = line.split("\t", -1);
      boolean isWhole = id >= 0 && word >= 0 && cells.length == head.size();
      if (isWhole && cells[word].equals(OUT_OF_STOCK)) {
        quantities.put(cells[id], 0);
      } else if (isWhole && cells[word].equals(IN_STOCK)) {
        boolean isCounted = number >= 0 && cells[number].matches("[0-9]{1,9}");
        quantities.put(cells[id], isCounted ? Integer.parseInt(cells[number]) : ANY);
      }
    }
    return quantities;
  }
}
