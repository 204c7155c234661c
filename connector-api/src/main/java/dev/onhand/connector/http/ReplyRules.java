package dev.onhand.connector.http;

import dev.onhand.connector.Cause;

/** What answers mean that a connector did not expect; each channel may have its own. */
@FunctionalInterface
public interface ReplyRules {

  /**
   * @param reply with a status that the call did not expect, or a page for people
   * @return why it was not done
   */
  Cause why(HttpReply reply);

  /** What most channels mean. */
  ReplyRules USUAL =
      reply ->
          switch (reply.status()) {
            case 401 -> Cause.LOGIN_REFUSED;
            case 403 -> reply.isHtml() ? Cause.TURNED_AWAY : Cause.NOT_ALLOWED;
            case 429 -> Cause.THROTTLED;
            default ->
                reply.status() >= 500
                    ? Cause.UNAVAILABLE
                    : reply.isSuccess() ? Cause.UNREADABLE : Cause.UNEXPECTED;
          };
}
