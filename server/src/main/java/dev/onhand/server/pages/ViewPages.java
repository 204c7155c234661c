package dev.onhand.server.pages;

import dev.onhand.engine.views.SavedView;
import dev.onhand.engine.views.SavedViews;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Open;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Keeps and removes views of lists, and which columns they have: each visitor's own. */
@Controller
class ViewPages {

  private final SavedViews views;

  ViewPages(SavedViews views) {
    this.views = views;
  }

  /**
   * Keeps a view or removes it, or keeps which columns the list has.
   *
   * @param path of its list
   * @param query its filters
   * @param usual whether the list opens with it
   */
  @PostMapping("/views")
  @Open
  View changeView(
      HttpServletRequest request,
      Caller caller,
      @RequestParam String path,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String query,
      @RequestParam(defaultValue = "false") boolean usual,
      @RequestParam(defaultValue = "keep") String action) {
    Columns columns =
        Columns.of(path)
            .orElseThrow(
                () ->
                    ProblemException.invalid(
                        "path", "path must be a list of which views can be kept"));
    switch (action) {
      case "keep" -> {
        SavedView view = Fields.checked(() -> new SavedView(name, ViewBar.filters(query), usual));
        Fields.checked(
            () -> {
              views.keep(caller.seller(), caller.actor(), path, view);
              return view;
            });
        return Pages.redirect(path + "?" + view.query());
      }
      case "remove" -> {
        views.remove(caller.seller(), caller.actor(), path, name);
        return Pages.redirect(path);
      }
      case "columns" -> {
        List<String> shown = List.of(AdjustmentForm.values(request, "shown"));
        List<String> hidden =
            columns.choices().stream().filter(title -> !shown.contains(title)).toList();
        views.hide(caller.seller(), caller.actor(), path, hidden);
        return Pages.redirect(ViewBar.link(path, ViewBar.filters(query)));
      }
      default -> throw ProblemException.invalid("action", "action must be keep, remove or columns");
    }
  }
}
