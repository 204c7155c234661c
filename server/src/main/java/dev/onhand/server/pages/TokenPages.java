package dev.onhand.server.pages;

import dev.onhand.engine.access.ApiToken;
import dev.onhand.engine.access.NewToken;
import dev.onhand.engine.access.Role;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.access.Tokens;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.access.TokenDesk;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The tokens of programs. */
@Controller
class TokenPages {

  private final Pages pages;
  private final Tokens tokens;
  private final TokenDesk desk;
  private final InstantSource clock;

  TokenPages(Pages pages, Tokens tokens, TokenDesk desk, InstantSource clock) {
    this.pages = pages;
    this.tokens = tokens;
    this.desk = desk;
    this.clock = clock;
  }

  @GetMapping("/settings/tokens")
  @Needs(Scope.TOKENS_ADMIN)
  View showTokens(
      HttpServletRequest request, Caller caller, @PageOf(IdKind.TOKEN) PageRequest page) {
    return page(HttpServletResponse.SC_OK, request, caller, page, "", "");
  }

  /** Makes a token that may do what a role may; the command line makes others. */
  @PostMapping("/settings/tokens")
  @Needs(Scope.TOKENS_ADMIN)
  View createToken(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String role,
      @RequestParam(defaultValue = "") String days) {
    try {
      Instant now = clock.instant();
      Fields fields = Fields.ofParameters();
      var roleField = fields.required("role", role, Role::read);
      var endField = fields.optional("days", days.isBlank() ? null : days, text -> end(text, now));
      NewToken wanted =
          fields.build(
              () ->
                  new NewToken(
                      name.strip(),
                      roleField.get().scopes(),
                      endField.orNull(),
                      caller.actor(),
                      now));
      return page(
          HttpServletResponse.SC_OK, request, caller, first(), "", desk.make(caller, wanted));
    } catch (ProblemException refused) {
      return page(refused.code().status(), request, caller, first(), Show.said(refused), "");
    }
  }

  private static Instant end(String days, Instant now) {
    if (!days.strip().matches("[1-9][0-9]{0,3}")) {
      throw new IllegalArgumentException("days must be a number from 1 to 9999");
    }
    return now.plus(Duration.ofDays(Integer.parseInt(days.strip())));
  }

  @PostMapping("/settings/tokens/{id}")
  @Needs(Scope.TOKENS_ADMIN)
  View revokeToken(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String typed) {
    try {
      Forms.requireTyped(typed, desk.find(caller, id).name());
      desk.revoke(caller, id);
      return Pages.redirect("/settings/tokens");
    } catch (ProblemException refused) {
      return page(refused.code().status(), request, caller, first(), Show.said(refused), "");
    }
  }

  private static PageRequest first() {
    return PageRequest.first(PageRequest.LIMIT_DEFAULT);
  }

  /**
   * @param secret of a token that was just made, shown this once; empty: none was
   */
  private View page(
      int status,
      HttpServletRequest request,
      Caller caller,
      PageRequest page,
      String error,
      String secret) {
    Slice<ApiToken> slice = tokens.list(caller.seller(), page);
    return pages.page(
        status,
        pages.shell(request, caller, "Tokens", Shell.Section.SETTINGS),
        "tokens",
        Map.of(
            "rows", slice.rows(),
            "pager",
                Pager.of("/settings/tokens", Map.of(), page, slice, IdKind.TOKEN, ApiToken::id),
            "error", error,
            "secret", secret,
            "now", clock.instant()));
  }
}
