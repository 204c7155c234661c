package dev.onhand.server.access;

import dev.onhand.engine.access.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets a request reach its handler only if the caller has the scope that the handler declares. */
final class ScopeInterceptor implements HandlerInterceptor {

  /** Of each handler the scope it needs, empty for an open one. */
  private final Map<Method, Optional<Scope>> needs = new ConcurrentHashMap<>();

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method) {
      Optional<Scope> scope = needs.computeIfAbsent(method.getMethod(), ScopeInterceptor::declared);
      if (scope.isPresent()) {
        require(request, scope.get());
      }
    }
    return true;
  }

  /**
   * What a handler declares.
   *
   * @throws IllegalStateException if it declares nothing: then nobody may call it
   */
  static Optional<Scope> declared(Method handler) {
    Needs needs = handler.getAnnotation(Needs.class);
    if (needs == null && !handler.isAnnotationPresent(Open.class)) {
      throw new IllegalStateException(handler + " declares neither @Needs nor @Open");
    }
    return Optional.ofNullable(needs).map(Needs::value);
  }

  static void require(HttpServletRequest request, Scope scope) {
    Callers.require(Callers.find(request).orElseThrow(Callers::tokenMissing), scope);
  }
}
