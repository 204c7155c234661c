package dev.onhand.store.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Counts how often the database is asked something over the connections of a data source. */
public final class RoundTrips {

  private static final Set<String> EXECUTIONS =
      Set.of("execute", "executeQuery", "executeUpdate", "executeBatch", "commit", "rollback");

  private final AtomicInteger count = new AtomicInteger();
  private final Map<Integer, Runnable> before = new ConcurrentHashMap<>();

  /** As the other, and counted. */
  public DataSource counting(DataSource other) {
    return counting(DataSource.class, other);
  }

  /** Has something done before the round trip of this number, which is 1 for the first. */
  public void before(int number, Runnable what) {
    before.put(number, what);
  }

  /** Round trips until now. */
  public int count() {
    return count.get();
  }

  private <T> T counting(Class<T> type, Object it) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (EXECUTIONS.contains(method.getName())) {
            before.getOrDefault(count.incrementAndGet(), () -> {}).run();
          }
          try {
            return counted(method.getReturnType(), method.invoke(it, arguments));
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return type.cast(
        Proxy.newProxyInstance(RoundTrips.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private Object counted(Class<?> type, Object answer) {
    return type == PreparedStatement.class || type == Connection.class
        ? counting(type, answer)
        : answer;
  }
}
