package dev.onhand.server.web;

import dev.onhand.engine.paging.PageRequest;
import dev.onhand.model.Quantity;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Reads which page of a list is wanted. */
final class PageResolver implements HandlerMethodArgumentResolver {

  static final String LIMIT = "limit";
  static final String AFTER = "starting_after";
  static final String BEFORE = "ending_before";

  /** The parameters it reads. */
  static final Set<String> NAMES = Set.of(LIMIT, AFTER, BEFORE);

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.hasParameterAnnotation(PageOf.class);
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    IdKind kind = Objects.requireNonNull(parameter.getParameterAnnotation(PageOf.class)).value();
    Long after = cursor(request, AFTER, kind);
    Long before = cursor(request, BEFORE, kind);
    if (after != null && before != null) {
      throw ProblemException.invalid(
          BEFORE, "give starting_after or ending_before, not both: a page has one fixed end");
    }
    return new PageRequest(limit(request.getParameter(LIMIT)), after, before);
  }

  private static int limit(@Nullable String text) {
    if (text == null) {
      return PageRequest.LIMIT_DEFAULT;
    }
    try {
      long limit = Quantity.parseWhole(LIMIT, text);
      return PageRequest.first(Math.clamp(limit, -1, Integer.MAX_VALUE)).limit();
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid(LIMIT, String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable Long cursor(NativeWebRequest request, String name, IdKind kind) {
    String text = request.getParameter(name);
    if (text == null) {
      return null;
    }
    try {
      return PublicId.get(kind, text);
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid(name, name + ": " + e.getMessage());
    }
  }
}
