package dev.onhand.server.operations;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.DoubleSupplier;

/** How busy the machine is, or what of it this process may use. Thread-safe. */
public final class Processor {

  /** Above it nobody finds time at once. */
  private static final double BUSY = 0.9;

  /** What is said is the mean since it was asked before, and of an instant it would say nothing. */
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final DoubleSupplier load;
  private final InstantSource clock;
  private Instant askedAt = Instant.MIN;
  private boolean isBusy;

  /** The processors that this process runs on. */
  public static Processor ofThisMachine(InstantSource clock) {
    return new Processor(
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)::getCpuLoad, clock);
  }

  /**
   * @param load the share of processor time since it was asked before, 0 to 1; below 0: not known
   */
  Processor(DoubleSupplier load, InstantSource clock) {
    this.load = load;
    this.clock = clock;
  }

  /** Whether there was next to no processor time left of late. */
  public synchronized boolean isBusy() {
    Instant now = clock.instant();
    if (!askedAt.plus(BETWEEN).isAfter(now)) {
      isBusy = load.getAsDouble() >= BUSY;
      askedAt = now;
    }
    return isBusy;
  }
}
