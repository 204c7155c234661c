package dev.onhand.server.pages;

import dev.onhand.engine.access.Scope;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;

/** What runs here. */
@Controller
class AboutPages {

  private final Pages pages;

  AboutPages(Pages pages) {
    this.pages = pages;
  }

  @GetMapping("/settings/about")
  @Needs(Scope.SELLER_READ)
  View showAbout(HttpServletRequest request, Caller caller) {
    String notice = Libraries.notice();
    return pages.page(
        pages.shell(request, caller, "About", Shell.Section.SETTINGS),
        "about",
        Map.of(
            "java",
            Runtime.version().toString(),
            "libraries",
            Libraries.running(notice),
            "notice",
            notice));
  }
}
