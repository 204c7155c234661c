package dev.onhand.server.pages;

import dev.onhand.server.access.Open;
import dev.onhand.server.access.SignOnDesk;
import dev.onhand.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Signing in by the provider: the way there, and back. */
@Controller
class SignOnPages {

  private final SignOnDesk desk;
  private final SignInPages signIn;

  SignOnPages(SignOnDesk desk, SignInPages signIn) {
    this.desk = desk;
    this.signIn = signIn;
  }

  @GetMapping("/sign-in/oidc")
  @Open
  View leave(
      HttpServletRequest request,
      HttpServletResponse response,
      @RequestParam(defaultValue = "/") String next)
      throws InterruptedException {
    try {
      return Pages.redirect(desk.send(request, response, next).toString());
    } catch (ProblemException refused) {
      return signIn.refused(refused);
    }
  }

  @GetMapping(SignOnDesk.CALLBACK)
  @Open
  View comeBack(HttpServletRequest request, HttpServletResponse response)
      throws InterruptedException {
    try {
      SignOnDesk.Back back = desk.takeBack(request, response);
      return SignInPages.goOn(back.came(), back.next());
    } catch (ProblemException refused) {
      return signIn.refused(refused);
    }
  }
}
