package dev.onhand.connector.http;

import dev.onhand.connector.Cause;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call that was made, for the account's books.
 *
 * @param status null: there was no answer
 * @param why null: it was answered as expected
 * @param channelTime when the channel answered, by its clock, where it says
 * @param answer the beginning of what a push was answered with; null: there was no answer, or the
 *     call was for something else
 * @param reply what it was answered with, for whoever looks at it at once: it may be long; null:
 *     there was no answer, or nobody is to look any more
 */
public record CallRecord(
    HttpCall call,
    Instant sentAt,
    Instant answeredAt,
    @Nullable Integer status,
    @Nullable Cause why,
    @Nullable Instant channelTime,
    Redaction.@Nullable Beginning answer,
    @Nullable HttpReply reply) {

  /** The same to be kept for a while. */
  public CallRecord withoutReply() {
    return new CallRecord(call, sentAt, answeredAt, status, why, channelTime, answer, null);
  }
}
