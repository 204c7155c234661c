package dev.onhand.server.access;

import dev.onhand.engine.access.AdminActions;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.access.TokenSecret;
import dev.onhand.server.web.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Writes down what is done to a seller's set-up: whatever changes something under a scope that is
 * not of daily work, or how somebody signs in. Daily work has journals of its own; what of it has
 * none, such as purchase orders, says so. It is written before it is done: what cannot be written
 * is not done.
 */
final class AuditInterceptor implements HandlerInterceptor {

  /** Of daily work: stock and orders have their journals, products and files their histories. */
  private static final Set<Scope> DAILY =
      EnumSet.of(Scope.STOCK_WRITE, Scope.ORDERS_WRITE, Scope.PRODUCTS_WRITE);

  private static final String ATTRIBUTE = "dev.onhand.audit";
  private static final int PATH_LENGTH_MAX = 500;
  private static final int WHAT_LENGTH_MAX = 100;

  private final AdminActions actions;
  private final InstantSource clock;

  AuditInterceptor(AdminActions actions, InstantSource clock) {
    this.actions = actions;
    this.clock = clock;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method && isAdministrative(request, method)) {
      Caller caller = Callers.find(request).orElseThrow(Callers::tokenMissing);
      long id =
          actions.begin(
              caller.seller(),
              new AdminActions.Begun(
                  clock.instant(),
                  caller.actor(),
                  what(request, method),
                  cut(TokenSecret.mask(request.getRequestURI()), PATH_LENGTH_MAX),
                  RequestId.of(request)));
      request.setAttribute(ATTRIBUTE, id);
    }
    return true;
  }

  private static boolean isAdministrative(HttpServletRequest request, HandlerMethod handler) {
    return !SessionFilter.READING.contains(request.getMethod()) && isAudited(handler.getMethod());
  }

  /** Whether what a handler changes is written down. */
  static boolean isAudited(Method handler) {
    Open open = handler.getAnnotation(Open.class);
    Needs needs = handler.getAnnotation(Needs.class);
    return open != null
        ? open.isAudited()
        : needs != null && (needs.isAudited() || !DAILY.contains(needs.value()));
  }

  /** {@code changeUser} is "change user"; of a form with several buttons, with the one pressed. */
  private static String what(HttpServletRequest request, HandlerMethod handler) {
    String words =
        handler.getMethod().getName().replaceAll("(\\p{Upper})", " $1").toLowerCase(Locale.ROOT);
    String action = request.getParameter("action");
    boolean isWord = action != null && action.matches("[a-z_]{1,30}");
    return cut(isWord ? words + ": " + action : words, WHAT_LENGTH_MAX);
  }

  private static String cut(String text, int lengthMax) {
    return text.substring(0, Math.min(text.length(), lengthMax));
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    if (request.getAttribute(ATTRIBUTE) instanceof Long id) {
      Callers.find(request)
          .ifPresent(caller -> actions.end(caller.seller(), id, response.getStatus()));
    }
  }
}
