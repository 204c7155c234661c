package dev.onhand.connector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of what came back.
 *
 * @param next null: there is no more
 */
public record ReturnPage(List<RemoteReturn> returns, @Nullable Cursor next) {

  public ReturnPage {
    returns = List.copyOf(returns);
  }
}
