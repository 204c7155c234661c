package dev.onhand.engine.channels;

import dev.onhand.connector.WebhookNotice;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where what channels tell by themselves is kept until it is worked off. */
public interface Inbox {

  /**
   * Something new, as it came.
   *
   * @param isUnreadable it is the channel's, and what it is about could not be read
   * @param body its raw bytes
   * @param shown what people may see of it; empty: nothing
   */
  record Arrival(
      WebhookNotice notice, boolean isUnreadable, byte[] body, String shown, Instant at) {}

  /**
   * Keeps it, durably when this returns.
   *
   * @return false: it was there already, by its delivery's id, and is counted
   */
  boolean keep(SellerId seller, long channel, Arrival arrival);

  /** Counts a call that was not proved to be the channel's; nothing else of it is kept. */
  void refused(SellerId seller, long channel, String why, Instant at);

  /** Those that wait and are due, the oldest first. */
  List<InboxEvent> due(SellerId seller, long channel, Instant now, int max);

  /** The raw bytes of one that waits or was given up; empty: it is done. */
  Optional<byte[]> body(SellerId seller, InboxEvent event);

  /**
   * What came of working on one.
   *
   * @param error null: it is done
   * @param retryAt when to try again; null: not by itself
   */
  record Worked(long event, @Nullable String error, @Nullable Instant retryAt) {

    static Worked done(long event) {
      return new Worked(event, null, null);
    }
  }

  /**
   * Writes down what came of them; the raw bytes of those that are done go. Those that ended before
   * a time are forgotten.
   *
   * @throws LeaseLostException if the lease is not the account's any more
   */
  void worked(
      SellerId seller,
      long channel,
      Lease lease,
      List<Worked> worked,
      Instant now,
      Instant forgetBefore);

  /** How many of a channel were given up and not tried again. */
  long failures(SellerId seller, long channel);

  /**
   * What waits, of all channels.
   *
   * @param since what came before is not counted as done
   */
  Backlog backlog(SellerId seller, Instant since);

  /**
   * What waits.
   *
   * @param waitingSince when the one came that waits longest; null: none does
   * @param dueAt when the next one is worked on; null: none waits
   * @param done of those that came since
   * @param failed given up: a person must act
   * @param lastEndedAt when the last of those ended that came since; null: none did
   */
  record Backlog(
      long waiting,
      @Nullable Instant waitingSince,
      @Nullable Instant dueAt,
      long done,
      long failed,
      @Nullable Instant lastEndedAt) {}

  /**
   * Newest first.
   *
   * @param channel a code; null: of all
   * @param state null: in any
   */
  Slice<InboxEvent> list(
      SellerId seller,
      @Nullable String channel,
      InboxEvent.@Nullable State state,
      PageRequest page);

  Optional<InboxEvent> find(SellerId seller, long event);

  /** Has one that was given up tried again; empty: it was not. */
  Optional<InboxEvent> retry(SellerId seller, long event, Instant now);

  /**
   * Ends one that was given up as done; its raw bytes go.
   *
   * @param why it is, and who says so
   * @return empty: it was not given up
   */
  Optional<InboxEvent> dismiss(SellerId seller, long event, String why, Instant now);

  /** Those of a channel's names for what it told that are here, whatever came of them. */
  Set<String> known(SellerId seller, long channel, Collection<String> deliveryIds);
}
