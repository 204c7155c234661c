package dev.onhand.store.orders;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.StatusMap;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.engine.orders.ChannelData;
import dev.onhand.engine.orders.ChannelSetup;
import dev.onhand.engine.orders.Channels;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Channels in PostgreSQL. */
public final class JdbcChannels implements Channels {

  private final SellerTransactions transactions;

  public JdbcChannels(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<ChannelSetup> list(SellerId seller) {
    return transactions.call(seller, jdbc -> all(seller));
  }

  @Override
  public Optional<ChannelSetup> find(SellerId seller, String code) {
    return list(seller).stream().filter(channel -> channel.code().equals(code)).findFirst();
  }

  private List<ChannelSetup> all(SellerId seller) {
    return transactions.onConnection(seller, connection -> ChannelReads.all(connection, seller));
  }

  @Override
  public Saving<ChannelSetup> put(SellerId seller, String code, ChannelData data, Edit edit) {
    return transactions.call(
        seller,
        jdbc -> {
          if (edit.expectedVersion() == null) {
            make(jdbc, seller, code, edit);
          }
          if (!lock(jdbc, seller, code)) {
            return new Saving.Missing<>();
          }
          ChannelSetup before = find(seller, code).orElseThrow();
          if (edit.expectedVersion() != null && edit.expectedVersion() != before.version()) {
            return new Saving.Stale<>(before.version());
          }
          if (data.equals(before.data())) {
            return new Saving.Saved<>(before);
          }
          update(jdbc, seller, before.id(), data, edit);
          if (!data.statuses().equals(before.data().statuses())) {
            replaceStatuses(jdbc, seller, before.id(), data.statuses());
          }
          return new Saving.Saved<>(find(seller, code).orElseThrow());
        });
  }

  private static void make(JdbcClient jdbc, SellerId seller, String code, Edit edit) {
    ChannelData usual = ChannelData.usual(code);
    jdbc.sql(
            """
            insert into channel (seller_id, code, name, preset, hold_minutes, created_at, updated_at)
            values (:seller, :code, :name, :preset, :hold_minutes, :at, :at)
            on conflict (seller_id, code) do nothing
            """)
        .param("seller", seller.value())
        .param("code", code)
        .param("name", usual.name())
        .param("preset", usual.preset())
        .param("hold_minutes", usual.holdMinutes())
        .param("at", SqlTimes.toSql(edit.at()))
        .update();
  }

  private static boolean lock(JdbcClient jdbc, SellerId seller, String code) {
    return jdbc.sql(
            """
            select channel_id from channel
            where seller_id = :seller and code = :code
            for no key update
            """)
        .param("seller", seller.value())
        .param("code", code)
        .query(Long.class)
        .optional()
        .isPresent();
  }

  private static void update(
      JdbcClient jdbc, SellerId seller, long channel, ChannelData data, Edit edit) {
    jdbc.sql(
            """
            update channel
            set name = :name, preset = :preset, sourcing = :sourcing, hold_minutes = :hold_minutes,
              updated_at = :at, version = version + 1
            where seller_id = :seller and channel_id = :channel
            """)
        .param("name", data.name())
        .param("preset", data.preset())
        .param("sourcing", data.sourcing() == null ? null : data.sourcing().code(), Types.VARCHAR)
        .param("hold_minutes", data.holdMinutes())
        .param("at", SqlTimes.toSql(edit.at()))
        .param("seller", seller.value())
        .param("channel", channel)
        .update();
  }

  private static void replaceStatuses(
      JdbcClient jdbc, SellerId seller, long channel, Map<String, StatusMap.Rule> statuses) {
    jdbc.sql("delete from channel_status where seller_id = :seller and channel_id = :channel")
        .param("seller", seller.value())
        .param("channel", channel)
        .update();
    List<Map.Entry<String, StatusMap.Rule>> rows = List.copyOf(statuses.entrySet());
    jdbc.sql(
            """
            insert into channel_status (seller_id, channel_id, status, effect, is_report)
            select :seller, :channel, status, effect, is_report
            from unnest(:statuses, :effects, :reports) as made (status, effect, is_report)
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("statuses", rows.stream().map(Map.Entry::getKey).toArray(String[]::new))
        .param(
            "effects",
            rows.stream().map(row -> row.getValue().effect().code()).toArray(String[]::new))
        .param(
            "reports", rows.stream().map(row -> row.getValue().isReport()).toArray(Boolean[]::new))
        .update();
  }
}
