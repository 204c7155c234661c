package dev.onhand.store.orders;

import dev.onhand.core.order.StatusMap;
import dev.onhand.engine.orders.Channel;
import dev.onhand.model.Effect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The statuses under which units are held until a time, as arrays side by side for a statement. */
record Held(Long[] channels, String[] statuses) {

  static Held of(Collection<Channel> channels) {
    List<Long> ids = new ArrayList<>();
    List<String> statuses = new ArrayList<>();
    for (Channel channel : channels) {
      for (Map.Entry<String, StatusMap.Rule> rule : channel.rules().statuses().rules().entrySet()) {
        if (rule.getValue().effect() == Effect.HOLD) {
          ids.add(channel.id());
          statuses.add(rule.getKey());
        }
      }
    }
    return new Held(ids.toArray(Long[]::new), statuses.toArray(String[]::new));
  }

  boolean isNone() {
    return channels.length == 0;
  }
}
