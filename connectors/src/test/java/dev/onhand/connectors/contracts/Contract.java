package dev.onhand.connectors.contracts;

import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What an owner says that calls to an API, and its answers, are like. */
public interface Contract {

  /** Whether it knows such a call. */
  boolean knows(Request request);

  /** What is wrong with a call that it knows. */
  List<String> problems(Request request);

  /** The same of a call without headers. */
  default List<String> problems(String method, String path, String query, String body) {
    return problems(call(method, path, query, body));
  }

  /** A call without headers. */
  static Request call(String method, String path, String query, String body) {
    return new Request(method, path, query, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  /** What is wrong with the answer to a call that it knows. */
  List<String> problems(Request request, Response response);

  /**
   * The same, but that an answer may leave out what the contract demands, and have null where that
   * has no null: what is there is as it says.
   */
  default Contract ofWhatIsThere() {
    Contract all = this;
    return new Contract() {
      @Override
      public boolean knows(Request request) {
        return all.knows(request);
      }

      @Override
      public List<String> problems(Request request) {
        return all.problems(request);
      }

      @Override
      public List<String> problems(Request request, Response response) {
        return all
            .problems(
                request,
                new Response(
                    response.status(), response.headers(), Schemas.withoutNulls(response.body())))
            .stream()
            .filter(it -> !it.contains("required property"))
            .toList();
      }
    };
  }
}
