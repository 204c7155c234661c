package dev.onhand.server.channels;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** The life of a process: after its end nothing it does reaches the database. */
final class Life {

  /** The process is no more. Nothing in it can catch that. */
  static final class EndedError extends Error {
    private static final long serialVersionUID = 1;
  }

  private long callsLeft = Long.MAX_VALUE;
  private boolean isLastDone;

  void endAfter(int calls, boolean isDone) {
    callsLeft = calls;
    isLastDone = isDone;
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
    Object answer;
    try {
      answer = method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    if (callsLeft == 0) {
      throw new EndedError();
    }
    return answer;
  }
}
