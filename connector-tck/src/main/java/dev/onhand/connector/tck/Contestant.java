package dev.onhand.connector.tck;

import dev.onhand.connector.ConnectorFactory;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Signer;
import java.net.URI;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A connector and what it is tried on.
 *
 * @param marketplace which the sandbox opens an account of, anew for each rule
 * @param settings that reach the account at an address; with secrets of 8 characters or more, which
 *     occur nowhere else
 * @param signer as the channel signs its calls with those settings; null: it makes none
 */
public record Contestant(
    ConnectorFactory factory,
    Marketplace marketplace,
    Function<URI, Map<String, String>> settings,
    @Nullable Signer signer) {

  /** Of a channel that calls nobody. */
  public Contestant(
      ConnectorFactory factory,
      Marketplace marketplace,
      Function<URI, Map<String, String>> settings) {
    this(factory, marketplace, settings, null);
  }
}
