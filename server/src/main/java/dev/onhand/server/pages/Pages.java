package dev.onhand.server.pages;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.access.Seller;
import dev.onhand.engine.access.Sellers;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.SignedIn;
import dev.onhand.server.operations.Version;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.View;

/** Makes pages of templates, which were compiled in the build. */
final class Pages {

  private final TemplateEngine engine;
  private final Sellers sellers;

  Pages(TemplateEngine engine, Sellers sellers) {
    this.engine = engine;
    this.sellers = sellers;
  }

  /** What is around a page. */
  Shell shell(HttpServletRequest request, Caller caller, String title, Shell.Section section) {
    Seller seller = sellers.find(caller.seller()).orElseThrow();
    Set<Scope> scopes =
        Arrays.stream(Scope.values())
            .filter(caller::may)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    return new Shell(
        title,
        section,
        seller.name(),
        caller.actor(),
        SignedIn.find(request).map(SignedIn::formKey).orElse(""),
        seller.timeZone(),
        scopes,
        Version.current());
  }

  /**
   * A page.
   *
   * @param template its name
   * @param parameters what it shows, by the names of the template's parameters
   */
  View page(String template, Map<String, ? extends @Nullable Object> parameters) {
    return page(HttpServletResponse.SC_OK, template, parameters);
  }

  View page(int status, String template, Map<String, ? extends @Nullable Object> parameters) {
    return (model, request, response) -> write(response, status, template, parameters);
  }

  private void write(
      HttpServletResponse response,
      int status,
      String template,
      Map<String, ? extends @Nullable Object> parameters)
      throws IOException {
    Utf8ByteOutput output = new Utf8ByteOutput();
    engine.render(template + ".jte", Map.copyOf(withoutNulls(parameters)), output);
    response.setStatus(status);
    response.setContentType("text/html;charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(output.getContentLength());
    output.writeTo(response.getOutputStream());
  }

  private static Map<String, Object> withoutNulls(Map<String, ? extends @Nullable Object> all) {
    return all.entrySet().stream()
        .filter(one -> one.getValue() != null)
        .collect(Collectors.toMap(Map.Entry::getKey, one -> (Object) one.getValue()));
  }

  /** Sends the browser on, so that loading the page again does not send a form again. */
  static View redirect(String path) {
    return (model, request, response) -> {
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      response.setHeader("Location", path);
    };
  }
}
