package dev.onhand.engine.channels;

import dev.onhand.connector.ForgedWebhookException;
import dev.onhand.connector.ReceivesWebhooks;
import dev.onhand.connector.Settings.InvalidSettingsException;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connector.WebhookRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
      return new Inbox.Arrival(channel(account).read(request), false, body, request.receivedAt());
    } catch (ForgedWebhookException e) {
      throw e;
    } catch (RuntimeException e) {
      // It is the channel's: to send it again would not help, so that it is taken as a hint.
      LOG.warn("{}: what the channel told cannot be read", account.code(), e);
      WebhookNotice notice =
          new WebhookNotice("sha256:" + digest(body), UNREADABLE, List.of(), List.of());
      return new Inbox.Arrival(notice, true, body, request.receivedAt());
    }
  }

  private ReceivesWebhooks channel(Account account) {
    try {
      if (connectors.open(account).connector() instanceof ReceivesWebhooks receives) {
        return receives;
      }
    } catch (InvalidSettingsException | IllegalStateException e) {
      throw new ForgedWebhookException(
          "the account's settings do not do, so that nothing is proved");
    }
    throw new ForgedWebhookException("a channel of this type makes no calls");
  }

  private static String digest(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
