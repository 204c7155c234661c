package dev.onhand.server.pages;

import dev.onhand.engine.views.SavedView;
import dev.onhand.engine.views.SavedViews;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Callers;
import dev.onhand.store.database.SellerTransactions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;

/** Finds the views of a list that is asked for, and opens the usual one where nothing is said. */
final class ViewInterceptor implements HandlerInterceptor {

  private final SavedViews views;
  private final SellerTransactions transactions;

  ViewInterceptor(SavedViews views, SellerTransactions transactions) {
    this.views = views;
    this.transactions = transactions;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    Optional<Caller> caller = Callers.find(request);
    if (caller.isEmpty() || !request.getMethod().equals("GET")) {
      return true;
    }
    String path = request.getRequestURI();
    ViewBar bar =
        transactions.together(
            caller.get().seller(), () -> bar(caller.get(), path, request.getQueryString()));
    Optional<SavedView> usual = bar.views().stream().filter(SavedView::isUsual).findFirst();
    if (request.getQueryString() == null && usual.isPresent()) {
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      response.setHeader("Location", bar.link(usual.get()));
      return false;
    }
    bar.set(request);
    return true;
  }

  private ViewBar bar(Caller caller, String path, @Nullable String query) {
    List<SavedView> all = views.list(caller.seller(), caller.actor(), path);
    Columns columns =
        Columns.of(path).orElseThrow().without(views.hidden(caller.seller(), caller.actor(), path));
    return new ViewBar(path, ViewBar.filters(query), all, columns);
  }
}
