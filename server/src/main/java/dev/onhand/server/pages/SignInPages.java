package dev.onhand.server.pages;

import dev.onhand.engine.access.NewUser;
import dev.onhand.engine.access.Persons;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Callers;
import dev.onhand.server.access.Links;
import dev.onhand.server.access.Open;
import dev.onhand.server.access.SellerSwitch;
import dev.onhand.server.access.SignOnDesk;
import dev.onhand.server.access.SigningIn;
import dev.onhand.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
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
  private final SellerSwitch sellers;

  SignInPages(
      Pages pages, SigningIn signingIn, Links links, SignOnDesk signOn, SellerSwitch sellers) {
    this.pages = pages;
    this.signingIn = signingIn;
    this.links = links;
    this.signOn = signOn;
    this.sellers = sellers;
  }

  @GetMapping("/sign-in")
  @Open
  View showSignIn(@RequestParam(defaultValue = "/") String next) {
    return form(HttpServletResponse.SC_OK, next, "", false, "");
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
      return form(
          refused.code().status(), next, login.strip(), !token.isBlank(), Show.said(refused));
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
  View showWelcome(HttpServletRequest request, @PathVariable String secret) {
    return welcome(request, HttpServletResponse.SC_OK, secret, "");
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
      return goOn(comeIn(request, response, secret, password, again), "/");
    } catch (ProblemException refused) {
      return welcome(request, refused.code().status(), secret, Show.said(refused));
    }
  }

  private SigningIn.Came comeIn(
      HttpServletRequest request,
      HttpServletResponse response,
      String secret,
      String password,
      String again) {
    Persons.Link link = links.find(secret).orElseThrow(SigningIn::linkIsOver);
    if (!link.isKnown()) {
      return signingIn.withLink(request, response, secret, Forms.twice(password, again));
    }
    if (!isSignedIn(request, link)) {
      return signingIn.join(request, response, secret, password);
    }
    sellers.join(request, response, Callers.find(request).orElseThrow(), secret);
    return SigningIn.Came.IN;
  }

  private static boolean isSignedIn(HttpServletRequest request, Persons.Link link) {
    return Callers.find(request)
        .filter(
            caller -> NewUser.folded(caller.actor()).equals(NewUser.folded(link.user().actor())))
        .flatMap(Caller::person)
        .isPresent();
  }

  private View welcome(HttpServletRequest request, int status, String secret, String error) {
    Optional<Persons.Link> found = links.find(secret);
    if (found.isEmpty()) { // whoever used it before signs in
      return refused(SigningIn.linkIsOver());
    }
    Persons.Link link = found.get();
    if (!link.isKnown()) {
      return pages.bare(status, "welcome", Map.of("link", link, "error", error));
    }
    return pages.bare(
        status,
        "join",
        Map.of(
            "link",
            link,
            "path",
            Links.PATH + secret,
            "isSignedIn",
            isSignedIn(request, link),
            "provider",
            signOn.name().orElse(""),
            "error",
            error));
  }

  @PostMapping("/sign-out")
  @Open
  View signOut(HttpServletRequest request, HttpServletResponse response) {
    signingIn.out(request, response);
    return Pages.redirect("/sign-in");
  }

  /**
   * @param isToken whether a token was sent
   * @param error what is wrong with what was sent; empty: nothing
   */
  private View form(int status, String next, String login, boolean isToken, String error) {
    return pages.bare(
        status,
        "signIn",
        Map.of(
            "next",
            next,
            "login",
            login,
            "isToken",
            isToken,
            "error",
            error,
            "provider",
            signOn.name().orElse("")));
  }

  /** The form, with what was wrong with another way of signing in. */
  View refused(ProblemException refused) {
    return form(refused.code().status(), "/", "", false, Show.said(refused));
  }
}
