package dev.onhand.connectors.files;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.http.Folders;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connectors.files.FilesApi.Taken;
import dev.onhand.connectors.files.FilesApi.Waiting;
import dev.onhand.connectors.files.FilesMapping.Read;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Files of orders, each a page. One is moved away when it is read; what was read since the time
 * that is asked for is shown again first, the newest of each order. So what was not taken in,
 * because somebody pulled the plug or its listing was not known yet, is not lost.
 */
final class Inbox {

  /** All others are somebody's business of their own, or not whole yet. */
  private static final List<String> ENDINGS = List.of(".csv", ".txt", ".tsv");

  private static final Cursor NEW = new Cursor("new");

  private final FilesApi api;
  private final FilesMapping mapping;
  private final Duration settleTime;

  Inbox(FilesApi api, FilesMapping mapping, long settleSeconds) {
    this.api = api;
    this.mapping = mapping;
    this.settleTime = Duration.ofSeconds(settleSeconds);
  }

  OrderPage page(Instant since, Cursor from) throws InterruptedException {
    if (from.isStart()) {
      List<RemoteOrder> again = again(since);
      if (!again.isEmpty()) {
        return new OrderPage(again, NEW);
      }
    }
    Optional<Waiting> next = api.rows(FilesApi.IN).stream().filter(this::isWhole).findFirst();
    return next.isEmpty() ? new OrderPage(List.of(), null) : new OrderPage(taken(next.get()), NEW);
  }

  private List<RemoteOrder> again(Instant since) throws InterruptedException {
    Map<String, RemoteOrder> byId = new LinkedHashMap<>();
    for (Taken file : api.takenSince(since)) {
      Optional<HttpReply> found = api.file(file.path(), Purpose.ORDERS_POLL);
      if (found.isPresent()) {
        mapping
            .orders(found.get().body(), file.modifiedAt())
            .orders()
            .forEach(order -> byId.put(order.externalId(), order));
      }
    }
    return List.copyOf(byId.values());
  }

  private boolean isWhole(Waiting file) {
    String name = file.name().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith)
        && !file.modifiedAt().plus(settleTime).isAfter(api.now());
  }

  /**
   * What is in a file, which is moved away; nothing, if it is another by now, or was done before.
   */
  private List<RemoteOrder> taken(Waiting file) throws InterruptedException {
    if (file.bytes() > Folders.BYTES_MAX) {
      api.failed(
          file.name(), "", "It is longer than %d bytes: split it.".formatted(Folders.BYTES_MAX));
      return List.of();
    }
    Optional<HttpReply> found = api.file(FilesApi.waitingPath(file.name()), Purpose.ORDERS_POLL);
    if (found.isEmpty()) {
      return List.of();
    }
    String digest = found.get().header("ETag").orElseThrow().replace("\"", "");
    boolean wasDone = api.isDone(digest);
    Read read = mapping.orders(found.get().body(), file.modifiedAt());
    boolean isMoved =
        wasDone || read.problems().isEmpty()
            ? api.done(file.name(), digest)
            : api.failed(file.name(), digest, String.join("\n", read.problems()));
    return isMoved && !wasDone ? read.orders() : List.of();
  }
}
