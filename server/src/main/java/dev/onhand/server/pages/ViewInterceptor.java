package dev.onhand.server.pages;

import dev.onhand.engine.views.SavedView;
import dev.onhand.engine.views.SavedViews;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Callers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.springframework.web.servlet.HandlerInterceptor;

/** Finds the views of a list that is asked for, and opens the usual one where nothing is said. */
final class ViewInterceptor implements HandlerInterceptor {

  private final SavedViews views;

  ViewInterceptor(SavedViews views) {
    this.views = views;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    Optional<Caller> caller = Callers.find(request);
    if (caller.isEmpty() || !request.getMethod().equals("GET")) {
      return true;
    }
    String path = request.getRequestURI();
    List<SavedView> all = views.list(caller.get().seller(), caller.get().actor(), path);
    Columns columns =
        Columns.of(path)
            .orElseThrow()
            .without(views.hidden(caller.get().seller(), caller.get().actor(), path));
    ViewBar bar = new ViewBar(path, ViewBar.filters(request.getQueryString()), all, columns);
    Optional<SavedView> usual = all.stream().filter(SavedView::isUsual).findFirst();
    if (request.getQueryString() == null && usual.isPresent()) {
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      response.setHeader("Location", bar.link(usual.get()));
      return false;
    }
    bar.set(request);
    return true;
  }
}
