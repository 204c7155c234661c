package dev.onhand.engine.alerts;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where rules of alerts are kept. What is watched by them is looked at anew when one changes. */
public interface AlertRules {

  /**
   * Newest first.
   *
   * @param kind null: of all kinds
   */
  Slice<AlertRule> list(SellerId seller, @Nullable AlertKind kind, PageRequest page);

  /** Those that are for all of the seller. */
  List<AlertRule> general(SellerId seller);

  Optional<AlertRule> find(SellerId seller, long ruleId);

  /**
   * Sets a rule, in place of the one for the same, if that is at the version that the edit names: 0
   * where there was none.
   *
   * @return {@link Saving.Saved}, or {@link Saving.Stale} with the version that it is at
   */
  Saving<AlertRule> set(SellerId seller, NewAlertRule rule, Edit edit);

  /** Takes a rule away, so that a wider one holds; the rule as it was, empty if there is none. */
  Optional<AlertRule> remove(SellerId seller, long ruleId);
}
