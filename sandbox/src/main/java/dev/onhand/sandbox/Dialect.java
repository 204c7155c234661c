package dev.onhand.sandbox;

import dev.onhand.sandbox.shop.Happening;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.time.Duration;
import java.util.Optional;

/**
 * Renders a shop as one marketplace's API. Called by one thread at a time, which holds the shop's
 * lock. It may answer whatever it is sent, nonsense too, and throws nothing on purpose.
 */
public interface Dialect {

  /** Says what a request is for, without doing it. */
  Work understand(Request request);

  /**
   * Pays for a call from the marketplace's own buckets, where it has limits that {@link
   * Marketplace#limits} cannot tell.
   *
   * @return how long to wait, if it is too many
   */
  default Optional<Duration> refuses(Request request) {
    return Optional.empty();
  }

  /**
   * Too many requests.
   *
   * @param wait how long, if the marketplace were to tell; one that never tells drops it
   */
  Response throttled(Optional<Duration> wait);

  /**
   * The credentials are not good, or no longer. A dialect with sessions ends that of the request.
   */
  Response unauthorized(Request request);

  /** What the marketplace tells subscribers of a change of an order; most tell nothing. */
  default Optional<Webhooks.Message> webhook(Happening happening, Order order) {
    return Optional.empty();
  }

  /** The server's own fault. */
  default Response serverError() {
    return Response.html(500, "Internal Server Error");
  }

  /** A firewall in front. */
  default Response firewall() {
    return Response.html(403, "Forbidden");
  }
}
