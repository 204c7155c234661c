package dev.onhand.server.alerts;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.AlertRule;
import dev.onhand.engine.alerts.AlertRule.Mode;
import dev.onhand.engine.alerts.AlertRules;
import dev.onhand.engine.alerts.AlertWatch;
import dev.onhand.engine.alerts.NewAlertRule;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Location;
import dev.onhand.engine.catalogue.Locations;
import dev.onhand.engine.catalogue.Product;
import dev.onhand.engine.catalogue.Products;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.engine.orders.ChannelSetup;
import dev.onhand.engine.orders.Channels;
import dev.onhand.server.access.Caller;
import dev.onhand.server.alerts.AlertBodies.AlertKindBody;
import dev.onhand.server.alerts.AlertBodies.AlertRuleToSet;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Versions;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sets the rules of alerts, for the API and the pages. What they watch is looked at at once. */
public final class RuleDesk {

  private final AlertRules rules;
  private final AlertWatch watch;
  private final Products products;
  private final Locations locations;
  private final Channels channels;
  private final InstantSource clock;

  RuleDesk(
      AlertRules rules,
      AlertWatch watch,
      Products products,
      Locations locations,
      Channels channels,
      InstantSource clock) {
    this.rules = rules;
    this.watch = watch;
    this.products = products;
    this.locations = locations;
    this.channels = channels;
    this.clock = clock;
  }

  /** What holds for each kind in general. */
  public List<AlertKindBody> kinds(Caller caller) {
    Map<AlertKind, AlertRule> general =
        rules.general(caller.seller()).stream()
            .collect(Collectors.toMap(AlertRule::kind, Function.identity()));
    return Arrays.stream(AlertKind.values())
        .map(kind -> AlertKindBody.of(kind, general.get(kind)))
        .toList();
  }

  /**
   * Sets a rule, in place of the one for the same.
   *
   * @param seen the version of that one; 0: there was none; null: whatever it is
   * @throws ProblemException if it is at another now, with both
   */
  public AlertRule set(Caller caller, AlertRuleToSet body, @Nullable Long seen) {
    Fields fields = new Fields();
    var kindField = fields.required("kind", body.kind(), AlertKind::read);
    var severity = fields.optional("severity", body.severity(), Severity::read);
    var modeField = fields.optional("mode", body.mode(), Mode::read);
    NewAlertRule rule =
        fields.build(
            () ->
                rule(
                    caller,
                    body,
                    kindField.get(),
                    severity.orNull(),
                    Objects.requireNonNullElse(modeField.orNull(), Mode.TOLD)));
    Saving<AlertRule> saving =
        rules.set(caller.seller(), rule, new Edit(caller.actor(), clock.instant(), seen));
    if (saving instanceof Saving.Stale<AlertRule> && body.isGeneral()) {
      throw Versions.overtaken(
          inWords(kind(caller, rule.kind())), inWords(rule.watching(), rule.mode()));
    }
    AlertRule set = Versions.saved(saving, "rule", rule.kind().code());
    watch.look(caller.seller());
    return set;
  }

  private AlertKindBody kind(Caller caller, AlertKind kind) {
    return kinds(caller).stream()
        .filter(one -> one.kind().equals(kind.code()))
        .findFirst()
        .orElseThrow();
  }

  private static String inWords(AlertKindBody rule) {
    return inWords(rule.threshold(), rule.severity(), rule.mode());
  }

  private static String inWords(AlertRule.@Nullable Watching watching, Mode mode) {
    return watching == null
        ? inWords(null, null, mode.code())
        : inWords(watching.threshold().opens(), watching.severity().code(), mode.code());
  }

  private static String inWords(@Nullable Long threshold, @Nullable String severity, String mode) {
    return Stream.of(threshold == null ? null : "threshold %d".formatted(threshold), severity, mode)
        .filter(Objects::nonNull)
        .collect(Collectors.joining(", ", "'", "'"));
  }

  private NewAlertRule rule(
      Caller caller, AlertRuleToSet body, AlertKind kind, @Nullable Severity severity, Mode mode) {
    new AlertRule.Scope(body.sku(), body.location(), body.channel()).requireFits(kind);
    return new NewAlertRule(
        kind,
        product(caller, body.sku()),
        location(caller, body.location()),
        channel(caller, body.channel()),
        NewAlertRule.watching(kind, body.threshold(), body.clearsAt(), severity, mode),
        mode);
  }

  private @Nullable ProductId product(Caller caller, @Nullable String sku) {
    return sku == null
        ? null
        : products
            .find(caller.seller(), Fields.checked(() -> Refs.product(sku)))
            .map(Product::id)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.UNKNOWN_PRODUCT, "There is no product '%s'.".formatted(sku)));
  }

  private @Nullable LocationId location(Caller caller, @Nullable String code) {
    return code == null
        ? null
        : locations
            .find(caller.seller(), Fields.checked(() -> Refs.location(code)))
            .map(Location::id)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.UNKNOWN_LOCATION,
                        "There is no location '%s'.".formatted(code)));
  }

  private @Nullable Long channel(Caller caller, @Nullable String code) {
    return code == null
        ? null
        : channels
            .find(caller.seller(), code)
            .map(ChannelSetup::id)
            .orElseThrow(
                () ->
                    ProblemException.invalid(
                        "/channel", "channel '%s' does not exist".formatted(code)));
  }

  /** Takes a rule away, so that a wider one holds, or what is usual; as it was. */
  public AlertRule remove(Caller caller, String id) {
    AlertRule removed =
        PublicId.look(IdKind.ALERT_RULE, id, number -> rules.remove(caller.seller(), number))
            .orElseThrow(() -> ProblemException.notFound("rule of alerts", id));
    watch.look(caller.seller());
    return removed;
  }
}
