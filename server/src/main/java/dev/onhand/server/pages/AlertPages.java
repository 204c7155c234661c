package dev.onhand.server.pages;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.alerts.AlertRule;
import dev.onhand.engine.alerts.AlertRules;
import dev.onhand.engine.alerts.AlertTargets;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.model.Quantity;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.alerts.AlertBodies.AlertRuleToSet;
import dev.onhand.server.alerts.RuleDesk;
import dev.onhand.server.alerts.TargetBodies.TargetChange;
import dev.onhand.server.alerts.TargetBodies.TargetToMake;
import dev.onhand.server.alerts.TargetBodies.TestBody;
import dev.onhand.server.alerts.TargetDesk;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** From where on something is an alert, and who is told. */
@Controller
class AlertPages {

  private static final String PATH = "/settings/alerts";

  private final Pages pages;
  private final AlertRules rules;
  private final RuleDesk ruleDesk;
  private final AlertTargets targets;
  private final TargetDesk targetDesk;
  private final InstantSource clock;

  AlertPages(
      Pages pages,
      AlertRules rules,
      RuleDesk ruleDesk,
      AlertTargets targets,
      TargetDesk targetDesk,
      InstantSource clock) {
    this.pages = pages;
    this.rules = rules;
    this.ruleDesk = ruleDesk;
    this.targets = targets;
    this.targetDesk = targetDesk;
    this.clock = clock;
  }

  @GetMapping(PATH)
  @Needs(Scope.JOBS_READ)
  View showAlertSettings(
      HttpServletRequest request, Caller caller, @PageOf(IdKind.ALERT_RULE) PageRequest page) {
    return page(HttpServletResponse.SC_OK, request, caller, page, "", "");
  }

  /**
   * Sets a rule; with nothing named it is the one in general.
   *
   * @param version that the form showed: of two people, the second is told; null: it showed none
   */
  @PostMapping(PATH + "/rules")
  @Needs(Scope.JOBS_WRITE)
  View setAlertRuleOfPage(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "") String sku,
      @RequestParam(defaultValue = "") String location,
      @RequestParam(defaultValue = "") String channel,
      @RequestParam(defaultValue = "") String threshold,
      @RequestParam(defaultValue = "") String severity,
      @RequestParam(defaultValue = "") String mode,
      @RequestParam(required = false) @Nullable Long version) {
    return done(
        request,
        caller,
        () -> {
          requireHeeded(caller, kind, threshold, mode);
          ruleDesk.set(
              caller,
              new AlertRuleToSet(
                  kind,
                  Fields.given(sku),
                  Fields.given(location),
                  Fields.given(channel),
                  number(threshold),
                  null,
                  Fields.given(severity),
                  Fields.given(mode)),
              version);
        });
  }

  /**
   * What is not watched has no threshold: who typed another one is told, and nothing is changed.
   */
  private void requireHeeded(Caller caller, String kind, String threshold, String mode) {
    Long typed = number(threshold);
    boolean isAnother =
        typed != null
            && ruleDesk.kinds(caller).stream()
                .anyMatch(row -> row.kind().equals(kind) && !typed.equals(row.threshold()));
    if (isAnother && mode.equals(AlertRule.Mode.OFF.code())) {
      throw ProblemException.invalid(
          "threshold",
          "Nothing was changed: what is not watched has no threshold, and you typed %d. Choose 'people are told' or 'only on the page' to have it watched from there on, or leave the threshold as it was."
              .formatted(typed));
    }
  }

  private static @Nullable Long number(String text) {
    return text.isBlank()
        ? null
        : Fields.checked(() -> Quantity.parseWhole("threshold", text.strip()));
  }

  @PostMapping(PATH + "/rules/{id}")
  @Needs(Scope.JOBS_WRITE)
  View removeAlertRuleOfPage(HttpServletRequest request, Caller caller, @PathVariable String id) {
    return done(request, caller, () -> ruleDesk.remove(caller, id));
  }

  @PostMapping(PATH + "/targets")
  @Needs(Scope.JOBS_WRITE)
  View createAlertTargetOfPage(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "") String address,
      @RequestParam(defaultValue = "") String severity,
      @RequestParam(name = "quiet_from", defaultValue = "") String quietFrom,
      @RequestParam(name = "quiet_until", defaultValue = "") String quietUntil) {
    return done(
        request,
        caller,
        () ->
            targetDesk.make(
                caller,
                new TargetToMake(
                    Fields.given(name),
                    Fields.given(kind),
                    Fields.given(address),
                    Fields.given(severity),
                    Fields.given(quietFrom),
                    Fields.given(quietUntil),
                    null)));
  }

  /** Tests, switches off or on, or removes one who is told. */
  @PostMapping(PATH + "/targets/{ref}")
  @Needs(Scope.JOBS_WRITE)
  View changeAlertTargetOfPage(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String ref,
      @RequestParam(defaultValue = "") String action,
      @RequestParam(defaultValue = "") String typed) {
    return switch (action) {
      case "test" -> tested(request, caller, ref);
      case "off", "on" ->
          done(
              request,
              caller,
              () -> targetDesk.change(caller, ref, switched(action.equals("off")), null));
      case "remove" -> done(request, caller, () -> removeTarget(caller, ref, typed));
      default -> throw ProblemException.invalid("action", "action must be test, off, on or remove");
    };
  }

  private void removeTarget(Caller caller, String ref, String typed) {
    Forms.requireTyped(typed, targetDesk.find(caller, ref).data().name());
    targetDesk.remove(caller, ref);
  }

  private static TargetChange switched(boolean off) {
    return new TargetChange(null, null, null, null, null, null, off);
  }

  private View tested(HttpServletRequest request, Caller caller, String ref) {
    try {
      TestBody test = targetDesk.test(caller, ref);
      String said = test.said();
      return test.told()
          ? page(HttpServletResponse.SC_OK, request, caller, first(), "", said)
          : page(HttpServletResponse.SC_OK, request, caller, first(), "The test: " + said, "");
    } catch (ProblemException refused) {
      return refused(request, caller, refused);
    }
  }

  private View done(HttpServletRequest request, Caller caller, Runnable work) {
    try {
      work.run();
      return Pages.redirect(PATH);
    } catch (ProblemException refused) {
      return refused(request, caller, refused);
    }
  }

  private View refused(HttpServletRequest request, Caller caller, ProblemException refused) {
    return page(refused.code().status(), request, caller, first(), Show.said(refused), "");
  }

  private static PageRequest first() {
    return PageRequest.first(PageRequest.LIMIT_DEFAULT);
  }

  private View page(
      int status,
      HttpServletRequest request,
      Caller caller,
      PageRequest page,
      String error,
      String said) {
    Slice<AlertRule> slice = rules.list(caller.seller(), null, page);
    return pages.page(
        status,
        pages.shell(request, caller, "Alerts", Shell.Section.SETTINGS),
        "alertSettings",
        Map.of(
            "kinds",
            ruleDesk.kinds(caller),
            "rules",
            slice.rows(),
            "pager",
            Pager.of(PATH, Map.of(), page, slice, IdKind.ALERT_RULE, AlertRule::id),
            "targets",
            targets.list(caller.seller(), PageRequest.first(AlertTargets.MAX)).rows(),
            "now",
            clock.instant(),
            "error",
            error,
            "said",
            said));
  }
}
