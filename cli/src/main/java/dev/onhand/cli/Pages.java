package dev.onhand.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import tools.jackson.databind.JsonNode;

/** The objects of a list, fetched page by page as they are used. */
final class Pages implements Iterator<JsonNode> {

  private static final int PAGE_MAX = 200;

  private final Api api;
  private final String path;
  private final Query query;
  private final Deque<JsonNode> page = new ArrayDeque<>();
  private int remaining;
  private String last = "";
  private boolean hasMore = true;

  /**
   * A list from its beginning.
   *
   * @param rowsMax how many objects to give at most
   */
  Pages(Api api, String path, Query query, int rowsMax) {
    this.api = api;
    this.path = path;
    this.query = query;
    this.remaining = rowsMax;
  }

  @Override
  public boolean hasNext() {
    if (remaining == 0) {
      return false;
    }
    while (page.isEmpty() && hasMore) {
      fetch();
    }
    return !page.isEmpty();
  }

  @Override
  public JsonNode next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    remaining--;
    return page.remove();
  }

  /** Whether the server has objects that were not given because of the limit. */
  boolean isCutShort() {
    return remaining == 0 && (hasMore || !page.isEmpty());
  }

  private void fetch() {
    Query next =
        query
            .with("limit", Math.min(PAGE_MAX, remaining))
            .with("starting_after", last.isEmpty() ? null : last);
    JsonNode answer = get(next);
    rows(answer).forEach(page::add);
    // A search for something rare stops now and then on its way, and says how far it came.
    String searchedTo = Json.text(answer, "searched_to");
    if (!searchedTo.isEmpty()) {
      last = searchedTo;
    } else if (answer.path("has_more").asBoolean(false) && !page.isEmpty()) {
      last = Json.text(page.getLast(), "id");
    } else {
      last = "";
    }
    hasMore = !last.isEmpty();
  }

  private JsonNode get(Query next) {
    try {
      return api.get(path, next);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandException(Exit.INTERRUPTED, "interrupted", "");
    }
  }

  /** The objects of an answer, which is a list object or a bare array. */
  static Iterable<JsonNode> rows(JsonNode answer) {
    return answer.isArray() ? answer : answer.path("data");
  }
}
