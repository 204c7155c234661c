package dev.onhand.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses query parameters that the handler does not have: a misspelt filter would otherwise be
 * ignored, and the answer taken for what was asked. One given twice is refused too.
 */
final class ParameterGuard implements HandlerInterceptor {

  private final Map<Method, Set<String>> names = new ConcurrentHashMap<>();

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getQueryString() != null && handler instanceof HandlerMethod method) {
      check(request, names.computeIfAbsent(method.getMethod(), m -> names(method)));
    }
    return true;
  }

  private static void check(HttpServletRequest request, Set<String> known) {
    List<FieldError> errors = new ArrayList<>();
    for (Map.Entry<String, String[]> given : request.getParameterMap().entrySet()) {
      String name = given.getKey();
      if (!known.contains(name)) {
        errors.add(
            new FieldError(
                Shown.text(name),
                FieldError.UNKNOWN,
                "There is no parameter '%s' here; there are: %s."
                    .formatted(Shown.text(name), String.join(", ", known))));
      } else if (given.getValue().length > 1) {
        errors.add(
            new FieldError(name, FieldError.INVALID, "The parameter " + name + " is given twice."));
      }
    }
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
  }

  private static Set<String> names(HandlerMethod handler) {
    Set<String> names = new TreeSet<>();
    for (MethodParameter parameter : handler.getMethodParameters()) {
      RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
      if (annotation != null) {
        parameter.initParameterNameDiscovery(null);
        names.add(annotation.name().isEmpty() ? javaName(parameter) : annotation.name());
      }
      if (parameter.hasParameterAnnotation(PageOf.class)) {
        names.addAll(PageResolver.NAMES);
      }
    }
    return Collections.unmodifiableSet(names);
  }

  private static String javaName(MethodParameter parameter) {
    return parameter.getParameter().getName();
  }
}
