package dev.onhand.server.pages;

import dev.onhand.engine.views.SavedView;
import dev.onhand.engine.views.SavedViews;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Open;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ProblemException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Keeps and removes views of lists, each visitor's own. */
@Controller
class ViewPages {

  private final SavedViews views;

  ViewPages(SavedViews views) {
    this.views = views;
  }

  /**
   * Keeps a view or removes it.
   *
   * @param path of its list
   * @param query its filters
   * @param usual whether the list opens with it
   */
  @PostMapping("/views")
  @Open
  View changeView(
      Caller caller,
      @RequestParam String path,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String query,
      @RequestParam(defaultValue = "false") boolean usual,
      @RequestParam(defaultValue = "keep") String action) {
    if (!ViewBar.PATHS.contains(path)) {
      throw ProblemException.invalid("path", "path must be a list of which views can be kept");
    }
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
      default -> throw ProblemException.invalid("action", "action must be keep or remove");
    }
  }
}
