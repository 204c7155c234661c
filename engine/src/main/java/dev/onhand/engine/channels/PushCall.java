package dev.onhand.engine.channels;

import dev.onhand.connector.http.CallRecord;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connector.http.Redaction;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was said in a call, as people may see it: one that told a channel quantities, or asked what
 * became of that; or, in a {@link LastCall}, another.
 *
 * @param isAsking whether it asked what became of what was told before
 * @param request the beginning of its body; empty: it had none
 * @param status null: there was no answer
 * @param answer the beginning of the answer; null: there was none
 * @param why it came to nothing; null: it was answered as expected
 */
public record PushCall(
    Instant sentAt,
    Instant answeredAt,
    boolean isAsking,
    String method,
    String path,
    String request,
    @Nullable Integer status,
    @Nullable String answer,
    @Nullable String why) {

  /** So many of an account are kept, the newest. */
  public static final int KEPT_MAX = 1_000;

  /** Those of calls that are of pushes. */
  static List<PushCall> of(List<CallRecord> made, Redaction redaction) {
    return made.stream()
        .filter(record -> record.call().purpose().isOfPush())
        .map(record -> of(record, redaction, answer(record, redaction)))
        .toList();
  }

  private static @Nullable String answer(CallRecord record, Redaction redaction) {
    Redaction.Beginning answer = record.answer();
    return answer == null ? null : redaction.of(answer);
  }

  static PushCall of(CallRecord record, Redaction redaction, @Nullable String answer) {
    return new PushCall(
        record.sentAt(),
        record.answeredAt(),
        record.call().purpose() == Purpose.PUSH_RESULT,
        record.call().method().name(),
        redaction.of(record.call().path()),
        redaction.body(record.call()),
        record.status(),
        answer,
        record.why() == null ? null : record.why().name().toLowerCase(Locale.ROOT));
  }
}
