package dev.onhand.server.pages;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.Shadowing;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** What a channel would have been told, beside the tool that serves it. */
@Controller
class ShadowPages {

  private final Pages pages;
  private final Shadowing shadowing;
  private final Accounts accounts;

  ShadowPages(Pages pages, Shadowing shadowing, Accounts accounts) {
    this.pages = pages;
    this.shadowing = shadowing;
    this.accounts = accounts;
  }

  @GetMapping("/channels/{code}/shadow")
  @Needs(Scope.ORDERS_READ)
  View showOnlyShadow(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String code,
      @RequestParam(name = "lag_seconds", defaultValue = "5") long lagSeconds) {
    Account account = account(caller, code);
    Duration lag = Duration.ofSeconds(lagSeconds);
    return pages.page(
        pages.shell(request, caller, code + " in shadow", Shell.Section.CHANNELS),
        "shadow",
        Map.of(
            "account",
            account,
            "lagSeconds",
            lagSeconds,
            "report",
            Fields.checked(() -> shadowing.compare(account, lag))));
  }

  private Account account(Caller caller, String code) {
    return accounts
        .find(caller.seller(), code)
        .orElseThrow(() -> ProblemException.notFound("channel account", code));
  }

  /** Switches a channel over or back. */
  @PostMapping("/channels/{code}/shadow")
  @Needs(Scope.CHANNELS_WRITE)
  View switchOnlyChannel(Caller caller, @PathVariable String code, @RequestParam String action) {
    Account account = account(caller, code);
    switch (action) {
      case "begin" -> shadowing.begin(account);
      case "end" -> shadowing.end(account);
      default -> throw ProblemException.invalid("action", "action must be begin or end");
    }
    return Pages.redirect("/channels/" + Show.encoded(code) + "/shadow");
  }
}
