package dev.onhand.server.pages;

import dev.onhand.engine.access.User;
import dev.onhand.server.access.Links;
import dev.onhand.server.access.Open;
import dev.onhand.server.access.SignOnDesk;
import dev.onhand.server.access.SigningIn;
import dev.onhand.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Signing in, by password, link or token, and out. */
@Controller
class SignInPages {

  private final Pages pages;
  private final SigningIn signingIn;
  private final Links links;
  private final SignOnDesk signOn;

  SignInPages(Pages pages, SigningIn signingIn, Links links, SignOnDesk signOn) {
    this.pages = pages;
    this.signingIn = signingIn;
    this.links = links;
    this.signOn = signOn;
  }

  @GetMapping("/sign-in")
  @Open
  View showSignIn(@RequestParam(defaultValue = "/") String next) {
    return form(HttpServletResponse.SC_OK, next, "", "");
  }

  /** With a token where one is given, else with a login and its password. */
  @PostMapping("/sign-in")
  @Open
  View signIn(
      HttpServletRequest request,
      HttpServletResponse response,
      @RequestParam(defaultValue = "") String login,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "/") String next) {
    try {
      if (token.isBlank()) {
        return goOn(signingIn.withPassword(request, response, login.strip(), password), next);
      }
      signingIn.withToken(request, response, token.strip());
    } catch (ProblemException refused) {
      return form(refused.code().status(), next, login.strip(), Show.said(refused));
    }
    return Pages.redirect(ownPath(next));
  }

  static View goOn(SigningIn.Came came, String next) {
    return switch (came) {
      case IN -> Pages.redirect(ownPath(next));
      case TO_CODE ->
          Pages.redirect(
              SecondFactorPages.CODE
                  + "?next="
                  + URLEncoder.encode(ownPath(next), StandardCharsets.UTF_8));
      case TO_NEW_FACTOR -> Pages.redirect(SecondFactorPages.NEW);
    };
  }

  /** Only to a page of ours: an address of elsewhere would make a trap of our form. */
  static String ownPath(String next) {
    return next.startsWith("/") && !next.startsWith("//") && !next.contains("\\") ? next : "/";
  }

  /** Where somebody sets a password, by a link. Looking does not use the link up. */
  @GetMapping(Links.PATH + "{secret}")
  @Open
  View showWelcome(@PathVariable String secret) {
    return welcome(HttpServletResponse.SC_OK, secret, "");
  }

  @PostMapping(Links.PATH + "{secret}")
  @Open
  View setPassword(
      HttpServletRequest request,
      HttpServletResponse response,
      @PathVariable String secret,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String again) {
    try {
      return goOn(signingIn.withLink(request, response, secret, Forms.twice(password, again)), "/");
    } catch (ProblemException refused) {
      return welcome(refused.code().status(), secret, Show.said(refused));
    }
  }

  private View welcome(int status, String secret, String error) {
    User user = links.find(secret).orElseThrow(SigningIn::linkIsOver);
    return pages.bare(
        status, "welcome", Map.of("login", user.login(), "name", user.name(), "error", error));
  }

  @PostMapping("/sign-out")
  @Open
  View signOut(HttpServletRequest request, HttpServletResponse response) {
    signingIn.out(request, response);
    return Pages.redirect("/sign-in");
  }

  /**
   * @param error what is wrong with what was sent; empty: nothing
   */
  private View form(int status, String next, String login, String error) {
    return pages.bare(
        status,
        "signIn",
        Map.of("next", next, "login", login, "error", error, "provider", signOn.name().orElse("")));
  }

  /** The form, with what was wrong with another way of signing in. */
  View refused(ProblemException refused) {
    return form(refused.code().status(), "/", "", Show.said(refused));
  }
}
