package dev.onhand.sandbox;

import java.time.Duration;
import java.util.List;

/**
 * A marketplace that lives faster: what it allows in a minute it allows in so much less. What only
 * its dialect limits stays as it is.
 */
public final class Quickened extends ForwardingMarketplace {

  private final int speed;

  /**
   * @param speed how many times as fast
   */
  public Quickened(Marketplace marketplace, int speed) {
    super(marketplace);
    this.speed = speed;
  }

  @Override
  public List<Limit> limits() {
    return super.limits().stream()
        .map(
            limit ->
                new Limit(
                    limit.name(),
                    limit.purposes(),
                    limit.unit(),
                    limit.max(),
                    quickened(limit.window()),
                    quickened(limit.block())))
        .toList();
  }

  private Duration quickened(Duration time) {
    return time.dividedBy(speed);
  }

  @Override
  protected Dialect around(Dialect dialect, Site site) {
    return dialect;
  }
}
