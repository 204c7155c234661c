package dev.onhand.sandbox.magento;

import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.magento.Search.BadSearch;
import dev.onhand.sandbox.magento.Search.Columns;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Searches, cuts a page and trims it. */
final class Pages {
  private static final int SIZE_MAX = 300;
  private static final int SIZE_DEFAULT = 20;

  private final Site site;
  private final boolean limitsInput;

  Pages(Site site, boolean limitsInput) {
    this.site = site;
    this.limitsInput = limitsInput;
  }

  /**
   * @throws BadSearch if there are no such criteria, or the page is larger than this shop allows
   */
  Search search(Request request) {
    Search search = Search.of(request);
    if (limitsInput && search.size() > SIZE_MAX) {
      throw new BadSearch("Maximum SearchCriteria pageSize is " + SIZE_MAX);
    }
    return limitsInput && search.size() == 0 ? search.withSize(SIZE_DEFAULT) : search;
  }

  <T> Response page(
      Request request,
      Purpose purpose,
      List<T> rows,
      Columns<T> columns,
      Function<T, ObjectNode> document) {
    Search search = search(request);
    return page(request, purpose, search, search.matching(rows, columns), document);
  }

  <T> Response page(
      Request request,
      Purpose purpose,
      Search search,
      List<T> matching,
      Function<T, ObjectNode> document) {
    JsonNode envelope = search.envelope(matching, document);
    JsonNode trimmed =
        request.parameter("fields").map(fields -> Trim.of(envelope, fields)).orElse(envelope);
    return site.json(purpose, 200, trimmed);
  }

  static BadSearch noField(String field) {
    return new BadSearch("Invalid attribute name: " + field);
  }
}
