package dev.onhand.server.channels;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.store.database.SqlTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Work that waits for longer than it may, and of which nobody is told. */
final class StillWaiting {

  /** All of it is done within, or given up. */
  static final Duration WAITS_MAX = Duration.ofHours(1);

  private final ChannelRig rig;

  StillWaiting(ChannelRig rig) {
    this.rig = rig;
  }

  /** In words, with how old the oldest is. */
  List<String> unseen() {
    List<String> unseen = new ArrayList<>();
    unseen.addAll(
        waiting(
            """
            select 'what ' || c.code || ' told waits since ' || min(e.received_at)
            from inbox_event e join channel c using (seller_id, channel_id)
            where e.seller_id = :seller and e.state = 'waiting' and e.received_at < :before
            group by c.code
            """));
    unseen.addAll(
        waiting(
            """
            select 'what became of a number is not known since ' || min(attempt_at)
            from listing where seller_id = :seller and attempt_at < :before
            having count(*) > 0
            """));
    unseen.addAll(
        waiting(
            """
            select 'a listing is asked to be read since ' || min(refresh_asked_at)
            from listing where seller_id = :seller and refresh_asked_at < :before
            having count(*) > 0
            """));
    unseen.addAll(
        waiting(
            """
            select 'a reconciliation is asked for since ' || min(asked_at)
            from reconciliation where seller_id = :seller and state in ('waiting', 'reading') and asked_at < :before
            having count(*) > 0
            """));
    unseen.addAll(
        unlessAlerted(
            AlertKind.CHANNEL_WEBHOOK_FAILED,
            """
            select 'what was told is given up since ' || min(ended_at)
            from inbox_event where seller_id = :seller and state = 'failed' and ended_at < :before
            having count(*) > 0
            """));
    unseen.addAll(
        unlessAlerted(
            AlertKind.ORDER_FAILED,
            """
            select 'an order could not be applied since ' || min(first_at)
            from order_failure where seller_id = :seller and settled_at is null and first_at < :before
            having count(*) > 0
            """));
    return unseen;
  }

  private List<String> unlessAlerted(AlertKind kind, String sql) {
    boolean isTold =
        rig.shop
            .transactions()
            .call(
                rig.shop.seller(),
                jdbc ->
                    jdbc.sql(
                            """
                            select exists (
                              select from alert where seller_id = :seller and kind = :kind and closed_at is null)
                            """)
                        .param("seller", rig.shop.seller().value())
                        .param("kind", kind.code())
                        .query(Boolean.class)
                        .single());
    return isTold ? List.of() : waiting(sql);
  }

  private List<String> waiting(String sql) {
    return rig.shop
        .transactions()
        .call(
            rig.shop.seller(),
            jdbc ->
                jdbc.sql(sql)
                    .param("seller", rig.shop.seller().value())
                    .param("before", SqlTimes.toSql(rig.shop.clock().instant().minus(WAITS_MAX)))
                    .query(String.class)
                    .list());
  }
}
