package dev.onhand.connector;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.stream.Stream;

/** Which verbs a connector has, where that is for the settings of an account to say. */
public final class Verbs {

  private Verbs() {}

  /**
   * The same connector without some of its verbs: it is no instance of their interfaces any more,
   * so that nobody takes it for one that answers with nothing.
   *
   * @param verbs interfaces that it has; none: it stays as it is
   */
  public static Connector without(Connector connector, Set<Class<?>> verbs) {
    Class<?>[] left =
        Stream.of(connector.getClass().getInterfaces())
            .filter(verb -> !verbs.contains(verb))
            .toArray(Class<?>[]::new);
    return verbs.isEmpty()
        ? connector
        : (Connector)
            Proxy.newProxyInstance(
                connector.getClass().getClassLoader(),
                left,
                (_, method, arguments) -> {
                  try {
                    return method.invoke(connector, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
  }
}
