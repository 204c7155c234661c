package dev.onhand.store.orders;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Sourcing;
import dev.onhand.core.order.StatusMap;
import dev.onhand.engine.orders.ChannelData;
import dev.onhand.engine.orders.ChannelSetup;
import dev.onhand.model.Effect;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.ledger.Columns;
import dev.onhand.store.ledger.Pipeline;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A seller's channels, read from their rows. */
final class ChannelReads {

  private final SellerId seller;

  ChannelReads(SellerId seller) {
    this.seller = seller;
  }

  /** All of them, in order of their codes, in one round trip. */
  static List<ChannelSetup> all(Connection connection, SellerId seller) throws SQLException {
    List<ChannelSetup> channels = new ArrayList<>();
    Pipeline pipeline = new Pipeline();
    new ChannelReads(seller).ask(pipeline, channels::add);
    pipeline.run(connection);
    return channels;
  }

  /** Asks for all of them, in order of their codes. */
  void ask(Pipeline pipeline, Consumer<ChannelSetup> found) {
    Map<Long, Map<String, StatusMap.Rule>> rules = new HashMap<>();
    pipeline
        .query(
            "select channel_id, status, effect, is_report from channel_status where seller_id = ?",
            this::bindSeller,
            row -> readRules(row, rules))
        .query(
            """
            select c.channel_id, c.code, c.name, c.preset, c.sourcing, c.hold_minutes,
              c.created_at, c.updated_at, c.version, s.sourcing as usual
            from channel c
            join seller s on s.seller_id = c.seller_id
            where c.seller_id = ?
            order by c.code
            """,
            this::bindSeller,
            row -> {
              while (row.next()) {
                found.accept(setup(row, rules.getOrDefault(row.getLong("channel_id"), Map.of())));
              }
            });
  }

  private int bindSeller(PreparedStatement statement, int first) throws SQLException {
    return new Columns(statement, first).value(seller.value()).count();
  }

  private static void readRules(ResultSet row, Map<Long, Map<String, StatusMap.Rule>> rules)
      throws SQLException {
    while (row.next()) {
      rules
          .computeIfAbsent(row.getLong("channel_id"), id -> new HashMap<>())
          .put(
              row.getString("status"),
              new StatusMap.Rule(
                  Effect.find(row.getString("effect")).orElseThrow(), row.getBoolean("is_report")));
    }
  }

  private static ChannelSetup setup(ResultSet row, Map<String, StatusMap.Rule> statuses)
      throws SQLException {
    return new ChannelSetup(
        row.getLong("channel_id"),
        row.getString("code"),
        new ChannelData(
            row.getString("name"),
            row.getString("preset"),
            statuses,
            sourcing(row.getString("sourcing")),
            row.getInt("hold_minutes")),
        Sourcing.find(row.getString("usual")).orElseThrow(),
        SqlTimes.get(row, "created_at"),
        SqlTimes.get(row, "updated_at"),
        row.getLong("version"));
  }

  private static @Nullable Sourcing sourcing(@Nullable String code) {
    return code == null ? null : Sourcing.find(code).orElseThrow();
  }
}
