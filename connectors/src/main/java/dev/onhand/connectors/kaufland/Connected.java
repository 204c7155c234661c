package dev.onhand.connectors.kaufland;

import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.PushOutcome.Unconfirmed;
import dev.onhand.connector.Pushes;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Units of one reference, which Kaufland keeps at one number on all storefronts: one of them is
 * told. Two numbers would make them fight, so that only the least goes out.
 */
final class Connected {

  private Connected() {}

  /**
   * @param call sends updates, each of another reference
   * @return one outcome for each, in the order of the updates
   */
  static List<PushOutcome> push(List<QuantityUpdate> updates, Pushes.Call call)
      throws InterruptedException {
    Map<String, QuantityUpdate> told = new LinkedHashMap<>();
    updates.forEach(it -> told.merge(reference(it), it, Connected::least));
    List<QuantityUpdate> sent = List.copyOf(told.values());
    List<PushOutcome> answers = call.push(sent);
    return updates.stream()
        .map(
            it -> {
              QuantityUpdate one = Objects.requireNonNull(told.get(reference(it)));
              return like(it, one, answers.get(sent.indexOf(one)));
            })
        .toList();
  }

  /** A unit without a reference is connected with none. */
  private static String reference(QuantityUpdate update) {
    String sku = update.listing().sku();
    return sku == null || sku.isEmpty() ? "unit " + update.listing().externalId() : "sku " + sku;
  }

  private static QuantityUpdate least(QuantityUpdate one, QuantityUpdate other) {
    return other.quantity() < one.quantity() ? other : one;
  }

  /** One that is refused, as it is gone, says nothing of the others of its reference. */
  private static PushOutcome like(QuantityUpdate update, QuantityUpdate told, PushOutcome outcome) {
    boolean isTold = update.listing().equals(told.listing());
    if (!isTold && outcome instanceof Refused) {
      return new Unconfirmed(null);
    }
    return isTold || update.quantity() == told.quantity()
        ? outcome
        : new Refused(
            Refusal.OTHER,
            "Kaufland keeps all units of %s at one number, and %s is to show %d: let all of them show the same"
                .formatted(update.listing().sku(), told.listing().externalId(), told.quantity()));
  }
}
