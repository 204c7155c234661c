package dev.onhand.engine.webhooks;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.Lease;
import dev.onhand.engine.channels.LeaseLostException;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where deliveries are kept. */
public interface Deliveries {

  /** An event to be sent. */
  record NewDelivery(long event, String type, String body) {}

  /**
   * A delivery that is to be sent now, by who claimed it and nobody else.
   *
   * @param attempt which one of all this is
   * @param attemptOfRound which one since it was made, or replayed
   */
  record Sending(long delivery, long event, String body, int attempt, int attemptOfRound) {}

  /**
   * What came of sending.
   *
   * @param status of the answer; null: there was none
   * @param answer the beginning of it, or why there is none
   */
  record Result(Verdict verdict, @Nullable Integer status, String answer) {}

  /**
   * How what is sent to a webhook stands.
   *
   * @param waiting that are made and not being sent; what is still in the feed is not counted
   * @param sending that are being sent, or were cut short
   * @param delivered since a time
   * @param failed that were given up
   * @param dueAt when the first is due, or was
   */
  record Backlog(
      long waiting, long sending, long delivered, long failed, @Nullable Instant dueAt) {}

  /**
   * @param since from when on what arrived is counted
   */
  Backlog backlog(SellerId seller, long webhook, Instant since);

  /** How many were never tried. */
  long untried(SellerId seller, long webhook);

  /**
   * Makes deliveries of events, and notes up to where all are made: both or nothing. What there is
   * already, for it is replayed, is sent again.
   *
   * @throws LeaseLostException if another works the webhook
   */
  void collect(Webhook webhook, Lease lease, List<NewDelivery> made, long upTo, Instant now);

  /** A new number, for an event that is of no feed: a test. */
  long drawNumber(SellerId seller);

  /** Makes one of an event that is of no feed. */
  Delivery add(SellerId seller, long webhook, NewDelivery made, Instant now);

  /**
   * Takes some that are due, the oldest first, and notes that they are sent now. Who claims and
   * then ends without a word is taken for having sent them: they are due again.
   *
   * @param again after how long they are due if nothing is said
   * @throws LeaseLostException if another works the webhook
   */
  List<Sending> claim(Webhook webhook, Lease lease, int max, Instant now, Duration again);

  /**
   * Notes what came of one, and how the webhook fares by that.
   *
   * @param restUntil nothing is sent before; null: no rest
   */
  void ended(
      Webhook webhook, Sending sending, Result result, @Nullable Instant restUntil, Instant now);

  /** The newest first; of one state, or all. */
  Slice<Delivery> list(
      SellerId seller, long webhook, Delivery.@Nullable State state, PageRequest page);

  Optional<Delivery> find(SellerId seller, long webhook, long id);

  /** Each time it was sent, the first first. */
  List<Delivery.Attempt> attempts(SellerId seller, long delivery);

  /** Sends one again; empty: there is none. */
  Optional<Delivery> replay(SellerId seller, long webhook, long id, Instant now);

  /** Sends all again that failed; how many. */
  long replayFailed(SellerId seller, long webhook, Instant now);

  /**
   * Sends again what was made for the webhook in a time and is not waiting, whatever became of it.
   *
   * @param from included
   * @param to not included
   * @return how many
   */
  long replayBetween(SellerId seller, long webhook, Instant from, Instant to, Instant now);

  /** Forgets some of those that ended before; how many. 0: there are none any more. */
  long forgetBefore(SellerId seller, Instant before);
}
