package dev.onhand.server.wiring;

import java.util.concurrent.CountDownLatch;
import org.springframework.beans.factory.DisposableBean;

/** Tells who waits for the end of the server that it has come. */
public final class EndSignal implements DisposableBean {

  private final CountDownLatch ended = new CountDownLatch(1);

  /** Returns when the server has stopped. */
  public void await() throws InterruptedException {
    ended.await();
  }

  @Override
  public void destroy() {
    ended.countDown();
  }
}
