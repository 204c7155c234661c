package dev.onhand.connectors.contracts;

import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.util.List;

/** What an owner says that calls to an API, and its answers, are like. */
public interface Contract {

  /** Whether it knows such a call. */
  boolean knows(Request request);

  /** What is wrong with a call that it knows. */
  List<String> problems(Request request);

  /** What is wrong with the answer to a call that it knows. */
  List<String> problems(Request request, Response response);
}
