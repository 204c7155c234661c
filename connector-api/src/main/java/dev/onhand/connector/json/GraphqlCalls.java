package dev.onhand.connector.json;

import dev.onhand.connector.DeferredException;
import dev.onhand.connector.UnconfirmedException;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connector.json.Graphql.Connection;
import dev.onhand.connector.json.Graphql.GraphqlError;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Calls of operations in GraphQL. An answer with errors is taken for none, also where it holds data
 * beside them.
 */
public final class GraphqlCalls {

  private final JsonCalls.Sender sender;
  private final String path;
  private final Operations operations;
  private final Json json;
  private final Function<GraphqlError, DeferredException> refusal;

  /**
   * @param path of all operations, below the account's address
   * @param json how answers are read
   * @param refusal what an error means where nothing was done
   */
  public GraphqlCalls(
      JsonCalls.Sender sender,
      String path,
      Operations operations,
      Json json,
      Function<GraphqlError, DeferredException> refusal) {
    this.sender = sender;
    this.path = path;
    this.operations = operations;
    this.json = json;
    this.refusal = refusal;
  }

  /** An operation of the file, by its name; a query is {@link HttpCall#asking() asking}. */
  public HttpCall operation(
      String name, Map<String, ? extends @Nullable Object> variables, Purpose purpose) {
    return Graphql.operation(path, operations.get(name), variables, purpose);
  }

  /**
   * What stands at a place in the answer, such as {@code /data/orders}.
   *
   * @throws DeferredException if it was refused
   * @throws UnconfirmedException if the channel failed while it may have changed something
   */
  public <T> T read(HttpCall call, String at, Class<T> type) throws InterruptedException {
    return json.read(answer(call), at, type);
  }

  /** As {@link #read}, where it may be null: there is none. */
  public <T> Optional<T> find(HttpCall call, String at, Class<T> type) throws InterruptedException {
    return json.find(answer(call), at, type);
  }

  /** As {@link #read}, of a page of such things. */
  public <T> Connection<T> page(HttpCall call, String at, Class<T> type)
      throws InterruptedException {
    return json.page(answer(call), at, type);
  }

  private HttpReply answer(HttpCall call) throws InterruptedException {
    HttpReply reply = sender.send(call, 200);
    Optional<GraphqlError> error = Graphql.error(reply);
    if (error.isEmpty()) {
      return reply;
    }
    if (call.changes() && error.get().isFailure()) {
      throw new UnconfirmedException("the channel failed: " + error.get().message());
    }
    throw refusal.apply(error.get());
  }
}
