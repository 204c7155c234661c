package dev.onhand.store.alerts;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.alerts.Alert;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.AlertRule;
import dev.onhand.engine.alerts.AlertRule.Mode;
import dev.onhand.engine.alerts.AlertTarget;
import dev.onhand.engine.alerts.NewAlertRule;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.verification.Sealing;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.seal.JdbcSealer;
import dev.onhand.store.secrets.SecretBox;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A shop whose stock and channels are watched, and what it takes to bring them into trouble. */
final class Watched implements AutoCloseable {

  final TestShop shop;
  final JdbcAlerts alerts;
  final JdbcAlertRules rules;
  final JdbcAlertTargets targets;
  final JdbcAlertMessages messages;
  private final JdbcAlertWatch watch;
  private final Sealing sealing;
  private long externalIds;

  Watched(TestDatabase database) {
    shop = TestShop.open(database);
    alerts = new JdbcAlerts(shop.transactions(), shop.clock());
    rules = new JdbcAlertRules(shop.transactions());
    SecretBox box = new SecretBox(SecretBox.newKey(bytes -> bytes[0] = 1), bytes -> bytes[0] = 2);
    targets = new JdbcAlertTargets(shop.transactions(), box);
    messages = new JdbcAlertMessages(shop.transactions());
    watch = new JdbcAlertWatch(shop.transactions(), shop.clock());
    sealing = new Sealing(new JdbcSealer(shop.transactions(), shop.clock()));
  }

  Edit edit() {
    return new Edit("tester", shop.clock().instant(), null);
  }

  /** Sets a rule for what is named. */
  AlertRule rule(
      AlertKind kind,
      @Nullable ProductId product,
      @Nullable LocationId location,
      @Nullable Long threshold,
      Mode mode) {
    Saving<AlertRule> saving =
        rules.set(
            shop.seller(),
            new NewAlertRule(
                kind,
                product,
                location,
                null,
                NewAlertRule.watching(kind, threshold, null, null, mode),
                mode),
            edit());
    return ((Saving.Saved<AlertRule>) saving).row();
  }

  /** Sets a rule for all. */
  AlertRule rule(AlertKind kind, long threshold) {
    return rule(kind, null, null, threshold, Mode.TOLD);
  }

  AlertTarget target(AlertTarget.Data data) {
    return ((Saving.Saved<AlertTarget>) targets.create(shop.seller(), data, null, edit())).row();
  }

  /** Who is told by e-mail of all from warnings on, at once. */
  AlertTarget target(String name) {
    return target(
        new AlertTarget.Data(
            name,
            AlertTarget.Kind.EMAIL,
            name + "@shop.example",
            Severity.WARNING,
            null,
            0,
            false));
  }

  void receive(String sku, long units, String location) {
    shop.record(shop.move(sku, Reason.PURCHASE, units, location));
  }

  void sell(String sku, long units, String location) {
    shop.record(shop.move(sku, Reason.SALE, units, location));
  }

  /** Looks as the server does every minute, at what is sealed. */
  List<String> look() {
    sealing.sealAll(shop.seller());
    watch.look(shop.seller());
    return open();
  }

  /** Looks at once at what changed. */
  List<String> lookAt(ProductId product) {
    watch.lookAt(shop.seller(), java.util.Set.of(product));
    return open();
  }

  /** Kinds and subjects of open alerts, the oldest first. */
  List<String> open() {
    return rows(true).stream().map(alert -> alert.kind() + ": " + alert.subject()).toList();
  }

  List<Alert> rows(boolean openOnly) {
    return alerts.list(shop.seller(), openOnly, PageRequest.first(200)).rows().reversed();
  }

  /** A channel that is called, active since now. */
  long channel(String code) {
    return one(
        """
        with made as (
          insert into channel (seller_id, code, name, created_at, updated_at)
          values (:seller, :text, :text, :at, :at)
          returning channel_id)
        insert into channel_account (seller_id, channel_id, type, settings, state, state_since, takes_off, puts_back,
          quantity_max, created_at, updated_at)
        select :seller, channel_id, 'test', '{}', 'active', :at, 'at_payment', 'unknown', 1000, :at, :at
        from made
        returning channel_id
        """,
        code,
        0);
  }

  /** A listing of a product that should show a number, and is believed to show another. */
  long listing(long channel, ProductId product, long desired, long shown) {
    externalIds++;
    return one(
        """
        insert into listing (seller_id, channel_id, external_id, title, remote_state, product_id, matched_by, desired,
          desired_at, shown, shown_from, shown_to, shown_changed_at, created_at, updated_at)
        select :seller, :number, :text, 'Tea', 'active', n.numbers[1], 'hand', n.numbers[2], :at, n.numbers[3], :at, :at, :at, :at, :at
        from (select cast(string_to_array(:text, ' ') as bigint[]) as numbers) as n
        returning listing_id
        """,
        "%d %d %d %d".formatted(product.value(), desired, shown, externalIds),
        channel);
  }

  /** Runs a statement that gives one number. */
  long one(String sql, String text, long number) {
    return shop.transactions()
        .call(
            shop.seller(),
            jdbc ->
                jdbc.sql(sql)
                    .param("seller", shop.seller().value())
                    .param("text", text)
                    .param("number", number)
                    .param("at", SqlTimes.toSql(shop.clock().instant()))
                    .query(Long.class)
                    .single());
  }

  @Override
  public void close() {
    shop.close();
  }
}
