package dev.onhand.engine.channels;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.Alerts;
import java.time.InstantSource;
import java.util.Optional;

/** What channels told and could not be worked off: an alert is open as long as there is some. */
public final class InboxFailures {

  public static final String ALERT = AlertKind.CHANNEL_WEBHOOK_FAILED.code();

  private final Inbox inbox;
  private final Accounts accounts;
  private final Alerts alerts;
  private final InstantSource clock;

  public InboxFailures(Inbox inbox, Accounts accounts, Alerts alerts, InstantSource clock) {
    this.inbox = inbox;
    this.accounts = accounts;
    this.alerts = alerts;
    this.clock = clock;
  }

  /** Some more of an account's was given up. */
  void raise(Account account) {
    alerts.raise(
        account.seller(),
        Severity.WARNING,
        ALERT,
        account.code(),
        "Some of what the channel told could not be worked off. See 'onhand queue failed --queue inbox'.");
  }

  /**
   * Some of an account's may be done.
   *
   * @param actor who saw to it
   */
  void look(Account account, String actor) {
    if (inbox.failures(account.seller(), account.channel()) == 0) {
      alerts.close(account.seller(), ALERT, account.code(), actor);
    }
  }

  /**
   * Ends one for which a person did what there was to do, or will not: it is not tried any more,
   * also where the channel tells it again.
   *
   * @param reason in that person's words
   * @return empty: it was not given up, or not any more
   */
  public Optional<InboxEvent> dismiss(SellerId seller, long event, String actor, String reason) {
    Optional<InboxEvent> dismissed =
        inbox.dismiss(
            seller, event, "given up by %s: %s".formatted(actor, reason), clock.instant());
    dismissed
        .flatMap(it -> accounts.find(seller, it.channel()))
        .ifPresent(account -> look(account, actor));
    return dismissed;
  }
}
