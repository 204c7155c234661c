package dev.onhand.engine.channels;

import dev.onhand.connector.Cause;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.ReadsOrder;
import dev.onhand.connector.RemoteOrder;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Orders that were asked for one by one.
 *
 * @param stop why the channel did not answer for all of them; null: it did
 */
record OrderReading(Map<String, Answer> answers, @Nullable DeferredException stop) {

  /**
   * What came of asking for one.
   *
   * @param order null: there is none that can be read
   * @param isGone the channel has no such order, or does not show it any more
   * @param problem why there is none
   */
  record Answer(@Nullable RemoteOrder order, boolean isGone, @Nullable String problem) {}

  /**
   * Asks for orders, each once, until the channel does not answer. One that cannot be read is of no
   * consequence for others.
   */
  static OrderReading of(Account account, ReadsOrder channel, Collection<String> orders)
      throws InterruptedException {
    Map<String, Answer> answers = new LinkedHashMap<>();
    for (String order : orders) {
      if (answers.containsKey(order)) {
        continue;
      }
      try {
        Optional<RemoteOrder> found = Asking.ask(account, () -> channel.order(order));
        answers.put(
            order,
            found
                .map(one -> new Answer(one, false, null))
                .orElseGet(() -> new Answer(null, true, "the channel shows no order " + order)));
      } catch (DeferredException e) {
        if (e.why() != Cause.UNREADABLE) {
          return new OrderReading(answers, e);
        }
        answers.put(order, new Answer(null, false, String.valueOf(e.getMessage())));
      }
    }
    return new OrderReading(answers, null);
  }

  /** Those that are there. */
  List<RemoteOrder> found() {
    return answers.values().stream().map(Answer::order).filter(Objects::nonNull).toList();
  }

  /**
   * @throws DeferredException if the channel did not answer for all of them
   */
  void requireAll() {
    if (stop != null) {
      throw stop;
    }
  }
}
