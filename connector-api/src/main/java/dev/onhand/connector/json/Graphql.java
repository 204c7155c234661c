package dev.onhand.connector.json;

import dev.onhand.connector.Cause;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpCall.Method;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Operations in GraphQL. What is wrong with one comes with HTTP 200 too. */
public final class Graphql {

  private static final String FAILED = "INTERNAL_SERVER_ERROR";

  private Graphql() {}

  /** Why an operation was not done, or not all of it. */
  public record GraphqlError(@Nullable String message, @Nullable Extensions extensions) {

    /** Empty: it has none. */
    public String code() {
      return extensions == null ? "" : Objects.requireNonNullElse(extensions.code(), "");
    }

    /** Whether the channel itself failed: whether it did something before is not known. */
    public boolean isFailure() {
      return code().equals(FAILED);
    }

    /** Why nothing was done, as far as channels say it alike. */
    public Cause cause() {
      return switch (code()) {
        case "ACCESS_DENIED", "FORBIDDEN" -> Cause.NOT_ALLOWED;
        case FAILED -> Cause.UNAVAILABLE;
        default -> Cause.UNEXPECTED;
      };
    }
  }

  /** What kind of error it is. */
  public record Extensions(@Nullable String code) {}

  /** A page of a list, as most channels write it (Relay's cursor connections). */
  public record Connection<T>(List<T> nodes, PageInfo pageInfo) {

    public Connection {
      nodes = List.copyOf(nodes);
    }

    /** Where the next page begins; empty: there is none. */
    public Optional<String> next() {
      return pageInfo.next();
    }
  }

  /** How a list goes on. */
  public record PageInfo(boolean hasNextPage, @Nullable String endCursor) {

    /**
     * Where the next page begins; empty: there is none.
     *
     * @throws NullPointerException if there is one, and it is not said where
     */
    public Optional<String> next() {
      return hasNextPage
          ? Optional.of(Objects.requireNonNull(endCursor, "a next page without a cursor"))
          : Optional.empty();
    }
  }

  private record Errors(@Nullable List<GraphqlError> errors) {}

  /** An operation as a call that changes something; a query is {@link HttpCall#asking() asking}. */
  public static HttpCall operation(
      String path,
      String operation,
      Map<String, ? extends @Nullable Object> variables,
      Purpose purpose,
      String... rates) {
    String body = Json.STRICT.write(Map.of("query", operation, "variables", variables));
    return HttpCall.send(Method.POST, path, body, purpose, rates);
  }

  /** The first of an answer's errors; empty: there is none. */
  public static Optional<GraphqlError> error(HttpReply reply) {
    return Optional.ofNullable(Json.TOLERANT.read(reply, Errors.class).errors()).stream()
        .flatMap(List::stream)
        .findFirst();
  }
}
