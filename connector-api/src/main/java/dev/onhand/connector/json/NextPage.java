package dev.onhand.connector.json;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.NextLink;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where a list goes on, as an answer says it.
 *
 * @param base the account's address
 * @param at where it stands in an answer
 * @param parameter what it is the value of, in the query of the list; empty: it is an address
 */
public record NextPage(URI base, Pointer at, Optional<String> parameter) {

  /**
   * @param first the path of the first page
   * @param called the path that was answered
   * @return the path of the next one; null: there is none
   * @throws RuntimeException if it may not be called
   */
  public @Nullable Cursor of(JsonNode answer, String first, String called) {
    return at.text(answer).map(said -> new Cursor(path(first, called, said))).orElse(null);
  }

  private String path(String first, String called, String said) {
    if (parameter.isEmpty()) {
      return NextLink.path(base, called, said);
    }
    String query = first.contains("?") ? first.substring(first.indexOf('?')) + "&" : "?";
    return NextLink.path(base, called, query + parameter.get() + "=" + HttpCall.encoded(said));
  }
}
