package dev.onhand.e2e;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.ForwardingDialect;
import dev.onhand.sandbox.ForwardingMarketplace;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.Work;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A marketplace that can be told to keep the next push under way: it takes its time before it does
 * it, or before it answers.
 */
final class HeldPushes extends ForwardingMarketplace {

  private final AtomicReference<Optional<Hold>> next = new AtomicReference<>(Optional.empty());

  HeldPushes(Marketplace marketplace) {
    super(marketplace);
  }

  /** A push that is kept under way, from when it has come until it is let go. */
  static final class Hold {
    private final boolean isDoneBefore;
    private final CountDownLatch came = new CountDownLatch(1);
    private final CountDownLatch goesOn = new CountDownLatch(1);

    private Hold(boolean isDoneBefore) {
      this.isDoneBefore = isDoneBefore;
    }

    /** Whether the call is at the marketplace, which did not answer it. */
    boolean isUnderWay() {
      return came.getCount() == 0;
    }

    void letGo() {
      goesOn.countDown();
    }

    private Response answer(Work push) {
      if (isDoneBefore) {
        Response answer = push.answer().get();
        await();
        return answer;
      }
      await();
      return push.answer().get();
    }

    private void await() {
      came.countDown();
      try {
        goesOn.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts a marketplace", e);
      }
    }
  }

  /**
   * Holds the next push that comes.
   *
   * @param isDoneBefore whether it has its effect at once, and only the answer waits
   */
  Hold holdNext(boolean isDoneBefore) {
    Hold hold = new Hold(isDoneBefore);
    next.set(Optional.of(hold));
    return hold;
  }

  @Override
  protected Dialect around(Dialect dialect, Site site) {
    return new Holding(dialect);
  }

  private final class Holding extends ForwardingDialect {

    Holding(Dialect dialect) {
      super(dialect);
    }

    @Override
    public Work understand(Request request) {
      Work work = super.understand(request);
      if (work.purpose() != Purpose.PUSH) {
        return work;
      }
      return next.getAndSet(Optional.empty())
          .map(hold -> new Work(work.purpose(), work.lines(), () -> hold.answer(work)))
          .orElse(work);
    }
  }
}
