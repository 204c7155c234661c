package dev.onhand.server.pages;

import dev.onhand.engine.access.User;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Open;
import dev.onhand.server.access.SecondFactorDesk;
import dev.onhand.server.access.SigningIn;
import dev.onhand.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The second step of signing in, and setting it up: everybody's own, so it needs no scope. */
@Controller
class SecondFactorPages {

  static final String CODE = "/sign-in/code";
  static final String NEW = "/sign-in/second-factor";

  private final Pages pages;
  private final SigningIn signingIn;
  private final SecondFactorDesk factors;
  private final AccountPages account;

  SecondFactorPages(
      Pages pages, SigningIn signingIn, SecondFactorDesk factors, AccountPages account) {
    this.pages = pages;
    this.signingIn = signingIn;
    this.factors = factors;
    this.account = account;
  }

  @GetMapping(CODE)
  @Open
  View showCode(@RequestParam(defaultValue = "/") String next) {
    return form(HttpServletResponse.SC_OK, next, "");
  }

  @PostMapping(CODE)
  @Open
  View signInWithCode(
      HttpServletRequest request,
      HttpServletResponse response,
      @RequestParam(defaultValue = "") String code,
      @RequestParam(defaultValue = "/") String next) {
    try {
      signingIn.withCode(request, response, code);
    } catch (ProblemException refused) {
      return form(refused.code().status(), next, Show.said(refused));
    }
    return Pages.redirect(SignInPages.ownPath(next));
  }

  private View form(int status, String next, String error) {
    return pages.bare(status, "signInCode", Map.of("next", next, "error", error));
  }

  /** For who gave a password that was right, and must set one up to get in. */
  @GetMapping(NEW)
  @Open
  View showDemand(HttpServletRequest request) {
    signingIn.half(request);
    return demand(HttpServletResponse.SC_OK, null, "");
  }

  /** Shows the key and the recovery codes: this answer has them, and no other ever will. */
  @PostMapping(NEW)
  @Open
  View offerOnTheWayIn(HttpServletRequest request) {
    return demand(HttpServletResponse.SC_OK, factors.offer(signingIn.half(request)), "");
  }

  @PostMapping(NEW + "/confirm")
  @Open
  View confirmOnTheWayIn(
      HttpServletRequest request,
      HttpServletResponse response,
      @RequestParam(defaultValue = "") String code) {
    SecondFactorDesk.Offer offer = factors.repeat(signingIn.half(request));
    try {
      signingIn.withNewFactor(request, response, code);
    } catch (ProblemException refused) {
      return demand(refused.code().status(), offer, Show.said(refused));
    }
    return Pages.redirect("/");
  }

  private View demand(int status, SecondFactorDesk.@Nullable Offer offer, String error) {
    Map<String, Object> model = new HashMap<>();
    model.put("offer", offer);
    model.put("qr", offer == null ? null : Symbol.qr(offer.uri()));
    model.put("error", error);
    return pages.bare(status, "signInFactor", model);
  }

  /** Shows the key and the recovery codes: this answer has them, and no other ever will. */
  @PostMapping("/account/second-factor")
  @Open(isAudited = true)
  View offerSecondFactor(
      HttpServletRequest request, Caller caller, @RequestParam(defaultValue = "") String before) {
    SecondFactorDesk.Offer offer;
    try {
      offer = factors.offer(signingIn.requirePassword(request, before));
    } catch (ProblemException refused) {
      return account.page(refused.code().status(), request, caller, "", Show.said(refused));
    }
    return offer(HttpServletResponse.SC_OK, request, caller, offer, "");
  }

  @PostMapping("/account/second-factor/confirm")
  @Open(isAudited = true)
  View confirmSecondFactor(
      HttpServletRequest request, Caller caller, @RequestParam(defaultValue = "") String code) {
    User user = user(request);
    if (!factors.isAskedOf(user)) {
      SecondFactorDesk.Offer offer = factors.repeat(user);
      try {
        factors.confirm(user, code);
      } catch (ProblemException refused) {
        return offer(refused.code().status(), request, caller, offer, Show.said(refused));
      }
    }
    return Pages.redirect("/account?changed=second-factor");
  }

  @PostMapping("/account/second-factor/remove")
  @Open(isAudited = true)
  View removeSecondFactor(
      HttpServletRequest request, Caller caller, @RequestParam(defaultValue = "") String code) {
    try {
      factors.remove(user(request), code);
    } catch (ProblemException refused) {
      return account.page(refused.code().status(), request, caller, "", Show.said(refused));
    }
    return Pages.redirect("/account?changed=second-factor-off");
  }

  private User user(HttpServletRequest request) {
    return signingIn.person(request);
  }

  private View offer(
      int status,
      HttpServletRequest request,
      Caller caller,
      SecondFactorDesk.Offer offer,
      String error) {
    return pages.page(
        status,
        pages.shell(request, caller, "Second factor", Shell.Section.SETTINGS),
        "secondFactor",
        Map.of("offer", offer, "qr", Symbol.qr(offer.uri()), "error", error));
  }
}
