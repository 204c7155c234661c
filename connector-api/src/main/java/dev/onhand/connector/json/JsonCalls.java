package dev.onhand.connector.json;

import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpReply;
import java.util.Optional;

/** Calls whose answers are documents. */
public final class JsonCalls {

  private static final int NOT_FOUND = 404;

  private final Sender sender;
  private final Json json;

  /**
   * Makes a call that proves itself, as {@link dev.onhand.connector.http.ConnectorHttp#send} and
   * {@link dev.onhand.connector.http.AccessTokens#send} do.
   */
  @FunctionalInterface
  public interface Sender {
    HttpReply send(HttpCall call, int... expected) throws InterruptedException;
  }

  public JsonCalls(Sender sender, Json json) {
    this.sender = sender;
    this.json = json;
  }

  public HttpReply send(HttpCall call, int... expected) throws InterruptedException {
    return sender.send(call, expected);
  }

  /**
   * @param expected the statuses of answers that are such a document; none: all that say success
   */
  public <T> T read(HttpCall call, Class<T> type, int... expected) throws InterruptedException {
    return json.read(sender.send(call, expected), type);
  }

  /** As {@link #read(HttpCall, Class, int...)}, of what stands at a place in it. */
  public <T> T read(HttpCall call, String at, Class<T> type, int... expected)
      throws InterruptedException {
    return json.read(sender.send(call, expected), at, type);
  }

  /** Reads one thing; empty: there is none (404). */
  public <T> Optional<T> find(HttpCall call, Class<T> type) throws InterruptedException {
    return find(call, "", type);
  }

  /** As {@link #find(HttpCall, Class)}, of what stands at a place in it. */
  public <T> Optional<T> find(HttpCall call, String at, Class<T> type) throws InterruptedException {
    HttpReply reply = sender.send(call, 200, NOT_FOUND);
    return reply.status() == NOT_FOUND ? Optional.empty() : Optional.of(json.read(reply, at, type));
  }
}
