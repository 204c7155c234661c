package dev.onhand.engine.channels;

import dev.onhand.connector.http.CallRecord;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connector.http.Redaction;
import dev.onhand.connector.json.MaskedDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a channel was asked last for something else than to tell it quantities, and what it
 * answered, as people may see it. Of each purpose there is the last that was answered as expected,
 * and the last that was not.
 *
 * @param said without secrets, and of orders without what is nobody's business
 */
public record LastCall(Purpose purpose, PushCall said) {

  /** A call that came to nothing is seen at once, others of a purpose as often as this. */
  static final Duration SEEN_EVERY = Duration.ofMinutes(1);

  /** Where orders are answered for, and the answer is no refusal. */
  private static final int STATUS_OF_REFUSAL = 400;

  /** Whether it came to nothing. */
  public boolean isFailed() {
    return said.why() != null;
  }

  private static LastCall of(CallRecord record, Redaction redaction) {
    return new LastCall(
        record.call().purpose(), PushCall.of(record, redaction, answer(record, redaction)));
  }

  private static @Nullable String answer(CallRecord record, Redaction redaction) {
    HttpReply reply = record.reply();
    if (reply == null) {
      return null;
    }
    return record.call().purpose().readsOrders() && reply.status() < STATUS_OF_REFUSAL
        ? redaction.of(MaskedDocument.of(reply.body()))
        : redaction.of(Redaction.beginning(reply));
  }

  /** Those of an account that are news. Thread-safe. */
  static final class News {
    private final Redaction redaction;
    private final Map<Purpose, Instant> seen = new HashMap<>();
    private final Map<Purpose, LastCall> good = new HashMap<>();
    private final Map<Purpose, LastCall> failed = new HashMap<>();

    News(Redaction redaction) {
      this.redaction = redaction;
    }

    /** What logs in is left out: it is nothing but secrets, and the alert says why it failed. */
    synchronized void add(CallRecord record) {
      Purpose purpose = record.call().purpose();
      if (purpose.isOfPush() || purpose == Purpose.LOGIN) {
        return;
      }
      if (record.why() != null) {
        failed.put(purpose, of(record, redaction));
        return;
      }
      Instant last = seen.get(purpose);
      if (last == null || !record.answeredAt().isBefore(last.plus(SEEN_EVERY))) {
        seen.put(purpose, record.answeredAt());
        good.put(purpose, of(record, redaction));
      }
    }

    /** Those since this was asked last. */
    synchronized List<LastCall> take() {
      List<LastCall> taken = new ArrayList<>(good.values());
      taken.addAll(failed.values());
      good.clear();
      failed.clear();
      return taken;
    }
  }
}
