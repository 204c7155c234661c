package dev.onhand.server.channels;

import dev.onhand.connector.Connector;
import dev.onhand.engine.channels.LeaseLostException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The life of a process: after its end nothing it does reaches the database. It may stand still
 * before or after it reaches it, as one that is suspended, and go on much later.
 */
final class Life {

  /** The process is no more. Nothing in it can catch that. */
  static final class EndedError extends Error {
    private static final long serialVersionUID = 1;
  }

  private long callsLeft = Long.MAX_VALUE;
  private boolean isLastDone;
  private long standsIn;
  private volatile boolean standsInPush;
  private volatile boolean standsAfter;
  private volatile Came came = Came.IDLE;
  private final Semaphore stops = new Semaphore(0);
  private final Semaphore goesOn = new Semaphore(0);

  void endAfter(int calls, boolean isDone) {
    callsLeft = calls;
    isLastDone = isDone;
  }

  /**
   * Lets it stand still.
   *
   * @param calls when it reaches the database the so many-th time
   * @param isDone whether that is done before
   */
  void standAt(int calls, boolean isDone) {
    standsIn = calls;
    standsAfter = isDone;
  }

  /**
   * Lets it stand still amid the next push.
   *
   * @param isDone whether the channel did it, so that only the answer is not read; else it has not
   *     left
   */
  void standInPush(boolean isDone) {
    standsInPush = true;
    standsAfter = isDone;
  }

  boolean isToStand() {
    return standsIn > 0 || standsInPush;
  }

  /** The same connector, amid a push of which it may stand still. */
  Connector lend(Connector real) {
    Class<?> type = real.getClass();
    return (Connector)
        Proxy.newProxyInstance(
            type.getClassLoader(),
            type.getInterfaces(),
            (proxy, method, arguments) ->
                method.getName().equals("push")
                    ? push(real, method, arguments)
                    : answer(real, method, arguments));
  }

  private @Nullable Object push(Connector real, Method method, @Nullable Object[] arguments)
      throws Throwable {
    boolean stands = standsInPush;
    standsInPush = false;
    if (stands && !standsAfter) {
      stand();
    }
    Object answer = answer(real, method, arguments);
    if (stands && standsAfter) {
      stand();
    }
    return answer;
  }

  private static @Nullable Object answer(
      Object real, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** What came of a step. */
  enum Came {
    BUSY,
    IDLE,
    /** The process is no more. */
    ENDED,
    /** It stands still in the middle of it. */
    STANDS,
    /** Another has the lease. */
    REFUSED
  }

  /** Takes a step on a thread of its own, until that is done or stands still. */
  Came stepApart(Callable<Boolean> step) {
    Thread.ofPlatform()
        .start(
            () -> {
              try {
                came = step.call() ? Came.BUSY : Came.IDLE;
              } catch (LeaseLostException e) {
                came = Came.REFUSED;
              } catch (EndedError e) {
                came = Came.ENDED;
              } catch (Exception e) {
                throw new AssertionError("a step never fails", e);
              } finally {
                stops.release();
              }
            });
    stops.acquireUninterruptibly();
    return came;
  }

  /** Goes on where it stands, and returns when that is done. */
  Came goOn() {
    goesOn.release();
    stops.acquireUninterruptibly();
    return came;
  }

  private void stand() {
    came = Came.STANDS;
    stops.release();
    goesOn.acquireUninterruptibly();
  }

  /** The same for as long as it lives. */
  <T> T lend(Class<T> type, T real) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call(real, method, arguments)));
  }

  private @Nullable Object call(Object real, Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    if (callsLeft <= 0 || (callsLeft == 1 && !isLastDone)) {
      callsLeft = 0;
      throw new EndedError();
    }
    callsLeft--;
    boolean stands = standsIn > 0 && --standsIn == 0;
    if (stands && !standsAfter) {
      stand();
    }
    Object answer = answer(real, method, arguments);
    if (stands && standsAfter) {
      stand();
    }
    if (callsLeft == 0) {
      throw new EndedError();
    }
    return answer;
  }
}
