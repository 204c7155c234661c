package dev.onhand.engine.webhooks;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.engine.channels.Lease;
import dev.onhand.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where webhooks are kept. */
public interface Webhooks {

  /** More than these one seller cannot have. */
  int EACH_SELLER_MAX = 50;

  /** All of a seller's, the newest first. */
  List<Webhook> list(SellerId seller);

  Optional<Webhook> find(SellerId seller, long id);

  /**
   * Makes one, which works at once.
   *
   * @param after it is told of events with higher numbers
   * @return blocked: the seller has too many
   */
  Saving<Webhook> create(
      SellerId seller, WebhookData data, Secret secret, long after, String actor, Instant at);

  Saving<Webhook> change(SellerId seller, long id, WebhookData data, Edit edit);

  /** Sets whether it works. What failed is forgotten when it begins to. */
  Optional<Webhook> setState(
      SellerId seller, long id, Webhook.State state, @Nullable String reason, Instant at);

  /** Sends all that it wants after a number again. */
  Optional<Webhook> rewind(SellerId seller, long id, long after, Instant at);

  /** Removes it with all that was or is to be sent to it; whether it was there. */
  boolean remove(SellerId seller, long id);

  /**
   * Signs with another secret, and with the present one too until then.
   *
   * @return empty: there is no such webhook
   */
  Optional<Webhook> rotate(SellerId seller, long id, Secret secret, Instant oldUntil, Instant at);

  /** What to sign with now, the newest first. */
  List<Secret> secrets(SellerId seller, long id, Instant now);

  /**
   * Takes the right to work it, or renews it.
   *
   * @param worker who asks, the same each time
   * @return empty: another has it
   */
  Optional<Lease> lease(SellerId seller, long id, String worker, Duration length);

  /** Of all of them: whoever had the right to work one is not there any more. */
  void endLeases(SellerId seller);

  /** Gives the right back. */
  void release(SellerId seller, long id, Lease lease);
}
