package dev.onhand.connectors.kit;

import static dev.onhand.connectors.kit.Broken.described;
import static dev.onhand.connectors.kit.Broken.of;
import static dev.onhand.connectors.kit.Changed.changed;
import static dev.onhand.connectors.kit.Changed.eachLine;
import static dev.onhand.connectors.kit.Changed.eachListing;
import static dev.onhand.connectors.kit.Changed.eachOutcome;
import static dev.onhand.connectors.kit.Changed.onDeferred;

import dev.onhand.connector.Behavior;
import dev.onhand.connector.Cause;
import dev.onhand.connector.Connector;
import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.Preset;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.SettingSpec;
import dev.onhand.connector.StockSemantics.PutsBack;
import dev.onhand.connector.StockSemantics.TakesOff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A connector for each rule of the kit, which breaks that rule and no other. */
final class BrokenConnectors {

  /** Not registered. */
  private static final class Unknown extends WrappedFactory {}

  private BrokenConnectors() {}

  static List<Broken> all() {
    List<Broken> all = new ArrayList<>();
    all.addAll(describing());
    all.addAll(presetting());
    all.addAll(listing());
    all.addAll(ordering());
    all.addAll(returning());
    all.addAll(pushing());
    all.addAll(refusing());
    all.addAll(deferring());
    all.addAll(BrokenAtTheWire.all());
    all.addAll(BrokenAtWebhooks.all());
    return all;
  }

  private static List<Broken> describing() {
    int[] asked = new int[1];
    return List.of(
        described(
            "DescriptorRules.isTheSame",
            good -> changed(good, good.title() + asked[0]++, good.settings(), good.behaviors())),
        new Broken("DescriptorRules.isFound", false, new Unknown()),
        described(
            "DescriptorRules.marksSecrets",
            good -> with(good, SettingSpec.text("api_key", "A key that shows.").optional())),
        described(
            "DescriptorRules.helps",
            good -> with(good, SettingSpec.text("shop", "the shop").optional())),
        described(
            "DescriptorRules.agreesOnBatches",
            good ->
                changed(
                    good,
                    good.title(),
                    good.settings(),
                    Behavior.allBut(Behavior.PUSHES_IN_BULK, Behavior.PARTLY_APPLIES))),
        of(
            "DescriptorRules.makesNoCall",
            (good, settings, http) -> {
              good.listings(Cursor.START);
              return good;
            }));
  }

  private static List<Broken> presetting() {
    return List.of(
        preset("presetsHaveNoSecrets", new Preset("a", "A", "For all.", Map.of("token", "any"))),
        preset("presetsFit", new Preset("a", "A", "For all.", Map.of("market", "moon"))),
        preset(
            "presetsAskForWhatThereIs",
            new Preset("a", "A", "For all.", Map.of(), List.of("b"), null)),
        preset("explainsPresets", new Preset("a", "A", "for all", Map.of())));
  }

  private static Broken preset(String rule, Preset bad) {
    return described("DescriptorRules." + rule, good -> good.withPresets(bad));
  }

  private static ConnectorDescriptor with(ConnectorDescriptor good, SettingSpec more) {
    List<SettingSpec> settings = new ArrayList<>(good.settings());
    settings.add(more);
    return changed(good, good.title(), settings, good.behaviors());
  }

  private static List<Broken> listing() {
    return List.of(
        of(
            "ListingRules.shows",
            (good, s, h) -> eachListing(good, one -> Changed.titled(one, "?"))),
        of(
            "ListingRules.showsOne",
            (good, s, h) ->
                new Changed(good).listing(read -> read.call().map(it -> Changed.titled(it, "?")))),
        of("ListingRules.showsSeveral", (good, s, h) -> new ForgetsTheLast(good)),
        of(
            "ListingRules.missesOne",
            (good, s, h) ->
                new Changed(good).listing(read -> read.call().or(() -> Optional.of(Changed.FAKE)))),
        described("ListingRules.takesOff", good -> changed(good, TakesOff.NEVER, PutsBack.UNKNOWN)),
        described("ListingRules.putsBack", good -> changed(good, TakesOff.AT_ORDER, PutsBack.NO)));
  }

  private static List<Broken> returning() {
    return List.of(
        of("OrderRules.showsReturned", (good, s, h) -> eachLine(good, Changed::allBack)),
        of("OrderRules.listsReturned", (good, s, h) -> new ListsWhatLeft(good)));
  }

  private static List<Broken> ordering() {
    return List.of(
        of("OrderRules.showsPaid", (good, s, h) -> eachLine(good, Changed::withoutId)),
        of("OrderRules.namesListings", (good, s, h) -> eachLine(good, Changed::ofNoListing)),
        of(
            "OrderRules.showsCancelled",
            (good, s, h) -> eachLine(good, line -> Changed.counted(line, 0, line.shipped()))),
        of(
            "OrderRules.showsShipped",
            (good, s, h) -> eachLine(good, line -> Changed.counted(line, line.cancelled(), 0))),
        of(
            "OrderRules.showsChanged",
            (good, s, h) ->
                new Changed(good).orders((since, read) -> read.of(since.plusSeconds(1)))),
        of(
            "OrderRules.showsOldOrders",
            (good, s, h) ->
                new Changed(good)
                    .orders(
                        (since, read) -> {
                          OrderPage page = read.of(since);
                          return new OrderPage(
                              page.orders().stream()
                                  .filter(
                                      order ->
                                          !order.createdAt().isBefore(since)
                                              || order.lines().getFirst().shipped() > 0)
                                  .toList(),
                              page.next());
                        })),
        of(
            "OrderRules.showsAllChanges",
            (good, s, h) ->
                new Changed(good)
                    .orders(
                        (since, read) -> {
                          OrderPage page = read.of(since);
                          return new OrderPage(
                              page.orders().stream()
                                  .filter(
                                      order ->
                                          order.lines().getFirst().shipped() == 0
                                              || !order.createdAt().isBefore(since))
                                  .toList(),
                              page.next());
                        })),
        of(
            "OrderRules.showsOne",
            (good, s, h) ->
                new Changed(good).order(read -> read.call().map(it -> Changed.status(it, "10")))),
        of(
            "OrderRules.missesOne",
            (good, s, h) ->
                new Changed(good)
                    .order(read -> Optional.of(read.call().orElse(Changed.FAKE_ORDER)))),
        of(
            "OrderRules.guessesNothing",
            (good, s, h) -> Changed.eachOrder(good, BrokenConnectors::guessed)));
  }

  private static RemoteOrder guessed(RemoteOrder order) {
    return order.status().length() > 1 ? Changed.status(order, "9") : order;
  }

  private static List<Broken> pushing() {
    return List.of(
        of(
            "PushRules.sets",
            (good, s, h) ->
                eachOutcome(
                    good,
                    it -> it instanceof Applied(long sent) && sent > 10 ? new Applied(0) : it)),
        of("PushRules.setsBesideOrders", (good, s, h) -> new SubtractsOrders(good)),
        of(
            "PushRules.setsZero",
            (good, s, h) ->
                eachOutcome(good, it -> it.equals(new Applied(0)) ? new Applied(1) : it)),
        of(
            "PushRules.setsSeveral",
            (good, s, h) -> new Changed(good).push((updates, send) -> send.call().reversed())),
        of(
            "PushRules.refusesTooMuch",
            (good, s, h) -> refusing(good, Refusal.BAD_QUANTITY, Refusal.OTHER)));
  }

  private static List<Broken> refusing() {
    return List.of(
        of(
            "PushRules.refusesUnknown",
            (good, s, h) -> refusing(good, Refusal.UNKNOWN_LISTING, Refusal.OTHER)),
        of(
            "PushRules.handsOnRefusal",
            (good, s, h) ->
                eachOutcome(
                    good,
                    it ->
                        it instanceof Refused(Refusal reason, String _) && reason == Refusal.OTHER
                            ? new Refused(reason, "")
                            : it)),
        of(
            "PushRules.sendsOnce",
            (good, s, h) ->
                new Changed(good)
                    .push(
                        (updates, send) -> {
                          List<PushOutcome> first = send.call();
                          return first.equals(List.of(new Applied(3))) ? send.call() : first;
                        })),
        of(
            "PartialFailureRules.answersEach",
            (good, s, h) ->
                new Changed(good)
                    .push(
                        (updates, send) -> {
                          List<PushOutcome> outcomes = send.call();
                          return outcomes.stream()
                              .filter(Refused.class::isInstance)
                              .findFirst()
                              .map(one -> Collections.nCopies(updates.size(), one))
                              .orElse(outcomes);
                        })),
        of(
            "LimitRules.takesWholeBatch",
            (good, s, h) ->
                new Changed(good)
                    .push(
                        (updates, send) ->
                            updates.size() < 8
                                ? send.call()
                                : Collections.nCopies(8, new Applied(0)))));
  }

  private static Connector refusing(Connector good, Refusal from, Refusal to) {
    return new Changed(good)
        .push(
            (updates, send) ->
                send.call().stream()
                    .map(
                        it ->
                            updates.size() == 1
                                    && it instanceof Refused(Refusal reason, String detail)
                                    && reason == from
                                ? new Refused(to, detail)
                                : it)
                    .toList());
  }

  private static List<Broken> deferring() {
    return List.of(
        of(
            "ThrottlingRules.defersPush",
            (good, s, h) ->
                onDeferred(good, Cause.THROTTLED, Cause.THROTTLED, Duration.ofSeconds(4))),
        of(
            "ThrottlingRules.defersReads",
            (good, s, h) ->
                new Changed(good)
                    .order(read -> Changed.unless(Cause.THROTTLED, read, Optional.empty()))),
        of(
            "ThrottlingRules.defersWhileDown",
            (good, s, h) -> onDeferred(good, Cause.UNAVAILABLE, Cause.NOT_ALLOWED, Duration.ZERO)),
        of(
            "ThrottlingRules.defersAtFirewall",
            (good, s, h) -> onDeferred(good, Cause.TURNED_AWAY, Cause.NOT_ALLOWED, Duration.ZERO)),
        of(
            "AuthenticationRules.defersPush",
            (good, s, h) ->
                onDeferred(good, Cause.LOGIN_REFUSED, Cause.UNAVAILABLE, Duration.ZERO)),
        of(
            "AuthenticationRules.defersReads",
            (good, s, h) ->
                new Changed(good)
                    .orders(
                        (since, read) ->
                            Changed.unless(
                                Cause.LOGIN_REFUSED,
                                () -> read.of(since),
                                new OrderPage(List.of(), null)))),
        of("AuthenticationRules.goesOn", (good, s, h) -> new GivesUp(good)));
  }
}
