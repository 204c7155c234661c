package dev.onhand.connectors.woocommerce;

import dev.onhand.connector.Cursor;
import dev.onhand.connectors.woocommerce.WooCommerceDocuments.ProductDocument;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of listings begins: at a page of products, or, after it, at those of them that have
 * variations.
 *
 * @param hasMore whether products follow after those
 * @param parents the products whose variations are to be read; empty: the page of products is
 */
record ListingsFrom(int page, boolean hasMore, int variationsPage, List<Long> parents) {

  static ListingsFrom of(Cursor cursor) {
    if (cursor.isStart()) {
      return new ListingsFrom(1, true, 1, List.of());
    }
    List<String> parts = List.of(cursor.value().split(" ", 4));
    List<Long> parents =
        Stream.of(parts.get(3).split(","))
            .filter(id -> !id.isEmpty())
            .map(Long::parseLong)
            .toList();
    return new ListingsFrom(
        Integer.parseInt(parts.get(0)),
        Boolean.parseBoolean(parts.get(1)),
        Integer.parseInt(parts.get(2)),
        parents);
  }

  /** After a page of products. */
  @Nullable Cursor next(List<ProductDocument> products, boolean hasNext) {
    List<Long> variable =
        products.stream().filter(ProductDocument::isVariable).map(ProductDocument::id).toList();
    return variable.isEmpty()
        ? nextPage(hasNext)
        : new ListingsFrom(page, hasNext, 1, variable).cursor();
  }

  /** After a page of the first parent's variations. */
  @Nullable Cursor next(boolean hasNextOfParent) {
    if (hasNextOfParent) {
      return new ListingsFrom(page, hasMore, variationsPage + 1, parents).cursor();
    }
    return parents.size() == 1
        ? nextPage(hasMore)
        : new ListingsFrom(page, hasMore, 1, parents.subList(1, parents.size())).cursor();
  }

  private @Nullable Cursor nextPage(boolean isThere) {
    return isThere ? new ListingsFrom(page + 1, true, 1, List.of()).cursor() : null;
  }

  private Cursor cursor() {
    String ids = parents.stream().map(id -> Long.toString(id)).collect(Collectors.joining(","));
    return new Cursor("%d %s %d %s".formatted(page, hasMore, variationsPage, ids));
  }
}
