package dev.onhand.server.testing;

import dev.onhand.engine.access.Scope;
import dev.onhand.server.access.Needs;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A route of the server, found by its handler.
 *
 * @param method GET, POST…
 * @param path with its variables in braces
 */
public record Route(String method, String path, Method handler) {

  /** All routes there are, by path and method. */
  public static List<Route> all() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
    List<Route> routes = new ArrayList<>();
    for (var found : scanner.findCandidateComponents("dev.onhand.server")) {
      try {
        routes.addAll(of(Class.forName(found.getBeanClassName())));
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(e);
      }
    }
    routes.sort(Comparator.comparing(Route::path).thenComparing(Route::method));
    return routes;
  }

  private static List<Route> of(Class<?> controller) {
    RequestMapping base =
        AnnotatedElementUtils.findMergedAnnotation(controller, RequestMapping.class);
    String prefix = base == null || base.path().length == 0 ? "" : base.path()[0];
    List<Route> routes = new ArrayList<>();
    for (Method handler : controller.getDeclaredMethods()) {
      RequestMapping mapping =
          AnnotatedElementUtils.findMergedAnnotation(handler, RequestMapping.class);
      if (mapping != null) {
        String path = mapping.path().length == 0 ? "" : mapping.path()[0];
        routes.add(new Route(mapping.method()[0].name(), prefix + path, handler));
      }
    }
    return routes;
  }

  /** The scope it needs; empty if it is open to all. */
  public Optional<Scope> scope() {
    return Optional.ofNullable(handler.getAnnotation(Needs.class)).map(Needs::value);
  }

  /** Whether it names something in its path. */
  public boolean hasVariable() {
    return path.contains("{");
  }

  /** Whether its answer stays open. */
  public boolean isEndless() {
    RequestMapping mapping =
        AnnotatedElementUtils.findMergedAnnotation(handler, RequestMapping.class);
    return mapping != null && List.of(mapping.produces()).contains("text/event-stream");
  }

  /** A type of body that it takes. */
  public String contentType() {
    RequestMapping mapping =
        AnnotatedElementUtils.findMergedAnnotation(handler, RequestMapping.class);
    return mapping == null || mapping.consumes().length == 0
        ? "application/json"
        : mapping.consumes()[0];
  }

  /** The type of its JSON body, if it takes one. */
  public Optional<Class<?>> body() {
    return Arrays.stream(handler.getParameters())
        .filter(parameter -> parameter.isAnnotationPresent(RequestBody.class))
        .<Class<?>>map(parameter -> parameter.getType())
        .findFirst();
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
