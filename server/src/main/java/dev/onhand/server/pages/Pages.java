package dev.onhand.server.pages;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.access.Seller;
import dev.onhand.engine.access.Sellers;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.SellerSwitch;
import dev.onhand.server.access.SignedIn;
import dev.onhand.server.operations.Version;
import dev.onhand.store.database.SellerTransactions;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.web.servlet.View;

/** Makes pages of templates, which were compiled in the build. */
final class Pages {

  private final TemplateEngine engine;
  private final Sellers sellers;
  private final SellerSwitch acting;
  private final SellerTransactions transactions;
  private final String environment;

  Pages(
      TemplateEngine engine,
      Sellers sellers,
      SellerSwitch acting,
      SellerTransactions transactions,
      String environment) {
    this.engine = engine;
    this.sellers = sellers;
    this.acting = acting;
    this.transactions = transactions;
    this.environment = environment;
  }

  /** What a page that asks for much reads, in one transaction. */
  <T> T together(Caller caller, Supplier<T> reading) {
    return transactions.together(caller.seller(), reading);
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
        seller,
        acting.memberships(caller),
        caller.actor(),
        SignedIn.find(request).map(SignedIn::formKey).orElse(""),
        scopes,
        new Shell.Program(Version.current(), environment),
        location(request),
        ViewBar.find(request).orElse(null));
  }

  /** That the address says; a form may say several, of its lines. */
  private static String location(HttpServletRequest request) {
    String said = request.getMethod().equals("GET") ? request.getParameter(Shell.LOCATION) : null;
    return said == null ? "" : said.strip();
  }

  /** In which a caller's times are shown: the seller's. */
  ZoneId zone(Caller caller) {
    return sellers.find(caller.seller()).orElseThrow().timeZone();
  }

  /** A piece of a page, as text. */
  String fragment(String template, Map<String, Object> parameters) {
    StringOutput output = new StringOutput();
    engine.render(template + ".jte", parameters, output);
    return output.toString();
  }

  /**
   * A page.
   *
   * @param template its name
   * @param content what it shows beside the shell, by the names of the template's parameters
   */
  View page(Shell shell, String template, Map<String, ?> content) {
    return page(HttpServletResponse.SC_OK, shell, template, content);
  }

  View page(int status, Shell shell, String template, Map<String, ?> content) {
    Map<String, Object> parameters = new HashMap<>(content);
    parameters.put("shell", shell);
    return bare(status, template, parameters);
  }

  /** A page with nothing around it. */
  View bare(int status, String template, Map<String, Object> parameters) {
    return (model, request, response) -> {
      Utf8ByteOutput output = new Utf8ByteOutput();
      engine.render(template + ".jte", parameters, output);
      response.setStatus(status);
      response.setContentType("text/html;charset=utf-8");
      response.setHeader("Cache-Control", "no-store");
      response.setContentLength(output.getContentLength());
      output.writeTo(response.getOutputStream());
    };
  }

  /** This server's address, as the browser that asks knows it. */
  static String base(HttpServletRequest request) {
    String url = request.getRequestURL().toString();
    return url.substring(0, url.length() - request.getRequestURI().length());
  }

  /** Sends the browser on, so that loading the page again does not send a form again. */
  static View redirect(String path) {
    return (model, request, response) -> {
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      response.setHeader("Location", path);
    };
  }
}
