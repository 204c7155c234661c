package dev.onhand.server.pages;

import dev.onhand.server.access.Open;
import dev.onhand.server.access.SigningIn;
import dev.onhand.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Signing in, with a token, and out. */
@Controller
class SignInPages {

  private final Pages pages;
  private final SigningIn signingIn;

  SignInPages(Pages pages, SigningIn signingIn) {
    this.pages = pages;
    this.signingIn = signingIn;
  }

  @GetMapping("/sign-in")
  @Open
  View showSignIn(@RequestParam(defaultValue = "/") String next) {
    return form(HttpServletResponse.SC_OK, next, "");
  }

  @PostMapping("/sign-in")
  @Open
  View signIn(
      HttpServletRequest request,
      HttpServletResponse response,
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "/") String next) {
    try {
      signingIn.in(request, response, token.strip());
    } catch (ProblemException refused) {
      return form(refused.code().status(), next, refused.detail());
    }
    return Pages.redirect(ownPath(next));
  }

  /** Only to a page of ours: an address of elsewhere would make a trap of our form. */
  private static String ownPath(String next) {
    return next.startsWith("/") && !next.startsWith("//") && !next.contains("\\") ? next : "/";
  }

  @PostMapping("/sign-out")
  @Open
  View signOut(HttpServletRequest request, HttpServletResponse response) {
    signingIn.out(request, response);
    return Pages.redirect("/sign-in");
  }

  /**
   * @param error what is wrong with the token that was sent; empty: nothing
   */
  private View form(int status, String next, String error) {
    return pages.bare(status, "signIn", Map.of("next", next, "error", error));
  }
}
