package dev.onhand.server.pages;

import dev.onhand.engine.access.Scope;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
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
            notice,
            "hasSbom",
            Libraries.sbom().isPresent()));
  }

  /** The bill of materials that the build made, as a file. */
  @GetMapping("/settings/about/sbom")
  @Needs(Scope.SELLER_READ)
  View downloadSbom() {
    byte[] sbom =
        Libraries.sbom()
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.NOT_FOUND,
                        "This program was not packaged: a bill of materials is in the download."));
    return (model, request, response) -> {
      response.setContentType("application/vnd.cyclonedx+json");
      response.setHeader("Content-Disposition", "attachment; filename=\"onhand.cdx.json\"");
      response.setContentLength(sbom.length);
      response.getOutputStream().write(sbom);
    };
  }
}
