package dev.onhand.server.pages;

import dev.onhand.engine.access.Session;
import dev.onhand.engine.access.Sessions;
import dev.onhand.engine.access.User;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Open;
import dev.onhand.server.access.SecondFactorDesk;
import dev.onhand.server.access.SellerSwitch;
import dev.onhand.server.access.SigningIn;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** What concerns nobody but the one who is signed in; so it needs no scope. */
@Controller
class AccountPages {

  private final Pages pages;
  private final SigningIn signingIn;
  private final SecondFactorDesk factors;
  private final Sessions sessions;
  private final SellerSwitch sellers;
  private final InstantSource clock;

  AccountPages(
      Pages pages,
      SigningIn signingIn,
      SecondFactorDesk factors,
      Sessions sessions,
      SellerSwitch sellers,
      InstantSource clock) {
    this.pages = pages;
    this.signingIn = signingIn;
    this.factors = factors;
    this.sessions = sessions;
    this.sellers = sellers;
    this.clock = clock;
  }

  @GetMapping("/account")
  @Open
  View showAccount(
      HttpServletRequest request, Caller caller, @RequestParam(defaultValue = "") String changed) {
    return page(HttpServletResponse.SC_OK, request, caller, changed, "");
  }

  @PostMapping("/account/password")
  @Open(isAudited = true)
  View changePassword(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String before,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String again) {
    try {
      signingIn.changePassword(
          request, signingIn.session(request), before, Forms.twice(password, again));
    } catch (ProblemException refused) {
      return page(refused.code().status(), request, caller, "", Show.said(refused));
    }
    return Pages.redirect("/account?changed=password");
  }

  @PostMapping("/account/sessions/{id}")
  @Open(isAudited = true)
  View endSession(Caller caller, @PathVariable String id) {
    caller
        .person()
        .ifPresent(
            person ->
                PublicId.look(
                    IdKind.SESSION,
                    id,
                    number -> {
                      sessions.end(person, number);
                      return Optional.of(number);
                    }));
    return Pages.redirect("/account?changed=session");
  }

  /**
   * Switches to another seller; what the page showed may not be there, so its first page follows.
   */
  @PostMapping(SellerSwitch.PATH)
  @Open
  View actFor(
      HttpServletRequest request, Caller caller, @RequestParam(defaultValue = "") String seller) {
    sellers.actFor(request, caller, seller);
    return Pages.redirect("/");
  }

  /**
   * The page.
   *
   * @param changed what was just done; empty: nothing
   * @param error why what was sent was refused; empty: nothing was
   */
  View page(int status, HttpServletRequest request, Caller caller, String changed, String error) {
    Session current = signingIn.session(request);
    Optional<User> user = signingIn.person(current);
    List<Session> all =
        caller
            .person()
            .map(person -> sessions.of(person, clock.instant()))
            .orElse(List.of(current));
    return pages.page(
        status,
        pages.shell(request, caller, "Your account", Shell.Section.SETTINGS),
        "account",
        Map.of(
            "user",
            user,
            "hasSecondFactor",
            user.filter(factors::isAskedOf).isPresent(),
            "recoveryLeft",
            user.map(factors::recoveryLeft).orElse(0),
            "sessions",
            all,
            "current",
            current.id(),
            "now",
            clock.instant(),
            "changed",
            changed,
            "error",
            error));
  }
}
