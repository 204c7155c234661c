package dev.onhand.sandbox;

import dev.onhand.sandbox.shop.Happening;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.time.Duration;
import java.util.Optional;

/** Answers as another does; who extends it looks at, or changes, what concerns them. */
public abstract class ForwardingDialect implements Dialect {

  private final Dialect dialect;

  protected ForwardingDialect(Dialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public Work understand(Request request) {
    return dialect.understand(request);
  }

  @Override
  public Optional<Duration> refuses(Request request) {
    return dialect.refuses(request);
  }

  @Override
  public Response throttled(Optional<Duration> wait) {
    return dialect.throttled(wait);
  }

  @Override
  public Response unauthorized(Request request) {
    return dialect.unauthorized(request);
  }

  @Override
  public Optional<Webhooks.Message> webhook(Happening happening, Order order) {
    return dialect.webhook(happening, order);
  }

  @Override
  public Response serverError() {
    return dialect.serverError();
  }

  @Override
  public Response firewall() {
    return dialect.firewall();
  }
}
