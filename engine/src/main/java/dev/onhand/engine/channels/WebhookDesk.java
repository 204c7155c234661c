package dev.onhand.engine.channels;

import dev.onhand.connector.AnswersChallenges;
import dev.onhand.connector.Connector;
import dev.onhand.connector.ForgedWebhookException;
import dev.onhand.connector.ReceivesWebhooks;
import dev.onhand.connector.Settings.InvalidSettingsException;
import dev.onhand.connector.Sha256;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connector.WebhookRequest;
import dev.onhand.connector.json.MaskedDocument;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the calls of channels: checks that they are theirs, and keeps them. All work that follows
 * is done later, by the account's worker. Thread-safe.
 */
public final class WebhookDesk {

  private static final Logger LOG = LoggerFactory.getLogger("dev.onhand.channels");

  /** The topic of what could not be read. */
  private static final String UNREADABLE = "unreadable";

  private final Accounts accounts;
  private final Connectors connectors;
  private final Inbox inbox;

  public WebhookDesk(Accounts accounts, Connectors connectors, Inbox inbox) {
    this.accounts = accounts;
    this.connectors = connectors;
    this.inbox = inbox;
  }

  /**
   * What came of a call.
   *
   * @param isNew false: it had come before
   */
  public record Taken(Account account, boolean isNew) {}

  /**
   * Takes a call.
   *
   * @return empty: no account has this address; else it is kept when this returns
   * @throws ForgedWebhookException if it is not proved to be the channel's; that is counted
   */
  public Optional<Taken> take(HookAddress address, WebhookRequest request) {
    Optional<Account> account = accounts.findByHook(address);
    return account.map(one -> take(one, request));
  }

  /**
   * Answers what a channel asks an address before it calls it. Nothing of it is kept.
   *
   * @return empty: no account has this address, or its channel asks nothing like that
   */
  public Optional<AnswersChallenges.Answer> answer(HookAddress address, WebhookRequest request) {
    return accounts
        .findByHook(address)
        .flatMap(this::connector)
        .flatMap(
            connector ->
                connector instanceof AnswersChallenges answers
                    ? answers.answer(request)
                    : Optional.empty());
  }

  private Taken take(Account account, WebhookRequest request) {
    Inbox.Arrival arrival;
    try {
      arrival = arrival(account, request);
    } catch (ForgedWebhookException e) {
      inbox.refused(
          account.seller(),
          account.channel(),
          String.valueOf(e.getMessage()),
          request.receivedAt());
      throw e;
    }
    return new Taken(account, inbox.keep(account.seller(), account.channel(), arrival));
  }

  private Inbox.Arrival arrival(Account account, WebhookRequest request) {
    byte[] body = request.body();
    try {
      WebhookNotice notice = channel(account).read(request);
      return new Inbox.Arrival(
          notice, false, body, shown(account, notice, body), request.receivedAt());
    } catch (ForgedWebhookException e) {
      throw e;
    } catch (RuntimeException e) {
      // It is the channel's: to send it again would not help, so that it is taken as a hint.
      LOG.warn("{}: what the channel told cannot be read", account.code(), e);
      WebhookNotice notice =
          new WebhookNotice("sha256:" + Sha256.hex(body), UNREADABLE, List.of(), List.of());
      return new Inbox.Arrival(notice, true, body, "", request.receivedAt());
    }
  }

  /** What is about no order is looked for by nobody. */
  private String shown(Account account, WebhookNotice notice, byte[] body) {
    return notice.orders().isEmpty()
        ? ""
        : connectors.open(account).redaction().of(MaskedDocument.of(body));
  }

  private ReceivesWebhooks channel(Account account) {
    Connector connector =
        connector(account)
            .orElseThrow(
                () ->
                    new ForgedWebhookException(
                        "the account's settings do not do, so that nothing is proved"));
    if (connector instanceof ReceivesWebhooks receives) {
      return receives;
    }
    throw new ForgedWebhookException("a channel of this type makes no calls");
  }

  /** Empty: its settings do not do, or there is no connector of its type any more. */
  private Optional<Connector> connector(Account account) {
    try {
      return Optional.of(connectors.open(account).connector());
    } catch (InvalidSettingsException | IllegalStateException e) {
      return Optional.empty();
    }
  }
}
