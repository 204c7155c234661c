package dev.onhand.server.alerts;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.alerts.AlertRules;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.alerts.AlertBodies.AlertKindBody;
import dev.onhand.server.alerts.AlertBodies.AlertRuleBody;
import dev.onhand.server.alerts.AlertBodies.AlertRuleToSet;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** By which rules alerts open and close. */
@RestController
@RequestMapping(produces = "application/json")
class AlertRuleController {

  static final String KINDS = "/api/v1/alert-kinds";
  static final String RULES = "/api/v1/alert-rules";

  private final AlertRules rules;
  private final RuleDesk desk;

  AlertRuleController(AlertRules rules, RuleDesk desk) {
    this.rules = rules;
    this.desk = desk;
  }

  /** Lists the sorts of alerts that there are, and what holds for each in general. */
  @GetMapping(KINDS)
  @Needs(Scope.JOBS_READ)
  ListBody<AlertKindBody> listAlertKinds(Caller caller) {
    return ListBody.whole(KINDS, desk.kinds(caller));
  }

  /** Lists the rules that were set, newest first. */
  @GetMapping(RULES)
  @Needs(Scope.JOBS_READ)
  ListBody<AlertRuleBody> listAlertRules(
      Caller caller,
      @RequestParam(required = false) @Nullable String kind,
      @PageOf(IdKind.ALERT_RULE) PageRequest page) {
    Fields fields = Fields.ofParameters();
    var kindField = fields.optional("kind", kind, AlertKind::read);
    return fields.build(
        () ->
            ListBody.of(
                RULES, rules.list(caller.seller(), kindField.orNull(), page), AlertRuleBody::of));
  }

  /**
   * Sets a rule: for all of the seller, or for a product, a location or a channel. The one for the
   * same is replaced; the narrowest holds. What it watches is looked at at once. With If-Match it
   * is replaced only at that version, W/"0" where there was none.
   */
  @PutMapping(RULES)
  @Needs(Scope.JOBS_WRITE)
  @Answers(
      problems = {
        ProblemCode.UNKNOWN_PRODUCT,
        ProblemCode.UNKNOWN_LOCATION,
        ProblemCode.PRECONDITION_FAILED
      })
  AlertRuleBody setAlertRule(
      Caller caller,
      @RequestBody AlertRuleToSet body,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    return AlertRuleBody.of(desk.set(caller, body, Versions.expected(ifMatch)));
  }

  /** Takes a rule away, so that a wider one holds, or what is usual. */
  @DeleteMapping(RULES + "/{id}")
  @Needs(Scope.JOBS_WRITE)
  AlertRuleBody removeAlertRule(Caller caller, @PathVariable String id) {
    return AlertRuleBody.of(desk.remove(caller, id));
  }
}
