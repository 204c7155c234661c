package dev.onhand.engine.alerts;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.model.Secret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where it is kept who is told of alerts. */
public interface AlertTargets {

  /** No seller has more, so that a round has an end. */
  int MAX = 50;

  /** Newest first. */
  Slice<AlertTarget> list(SellerId seller, PageRequest page);

  Optional<AlertTarget> find(SellerId seller, long targetId);

  Optional<AlertTarget> find(SellerId seller, String name);

  /**
   * Makes one. It is told of what opens from now on.
   *
   * @param secret of Slack the whole address; null: of e-mail
   */
  Saving<AlertTarget> create(
      SellerId seller, AlertTarget.Data data, @Nullable Secret secret, Edit edit);

  /**
   * Changes one. What waits for it is tried anew.
   *
   * @param secret null: as it is
   */
  Saving<AlertTarget> change(
      SellerId seller, long targetId, AlertTarget.Data data, @Nullable Secret secret, Edit edit);

  /** Takes one away, with what waits for it; it as it was, empty if there is none. */
  Optional<AlertTarget> remove(SellerId seller, long targetId);

  /** Where messages go: all of the address, with what is secret in it. */
  Secret whole(SellerId seller, AlertTarget target);
}
