package dev.onhand.store.alerts;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.core.alert.Watch;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.alerts.AlertWatch;
import dev.onhand.store.database.SqlArrays;
import dev.onhand.store.database.SqlTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One look at what rules watch, in a transaction of its own: measures, decides, opens and closes.
 */
final class Look {

  private final JdbcClient jdbc;
  private final SellerId seller;
  private final Instant now;
  private final Map<AlertKind, General> rules;

  /** The subjects of open alerts. */
  private final Map<AlertKind, Set<String>> open = new EnumMap<>(AlertKind.class);

  Look(JdbcClient jdbc, SellerId seller, Instant now) {
    this.jdbc = jdbc;
    this.seller = seller;
    this.now = now;
    this.rules = General.readAll(jdbc, seller);
    rules.keySet().forEach(kind -> open.put(kind, new TreeSet<>()));
    jdbc.sql(
            """
            select kind, subject from alert
            where seller_id = :seller and closed_at is null and kind = any(:kinds)
            """)
        .param("seller", seller.value())
        .param("kinds", SqlArrays.texts(rules.keySet(), AlertKind::code))
        .query((row, number) -> Map.entry(row.getString("kind"), row.getString("subject")))
        .list()
        .forEach(one -> opened(AlertKind.read(one.getKey())).add(one.getValue()));
  }

  private Set<String> opened(AlertKind kind) {
    return open.getOrDefault(kind, Set.of());
  }

  /**
   * Looks at everything.
   *
   * @param products whose stock moved; null: all
   */
  void all(Long @Nullable [] products) {
    if (products == null || products.length > 0) {
      stock(products);
    }
    ChannelFacts channels = new ChannelFacts(jdbc, seller, rules, now);
    if (channels.areThere()) {
      StockFacts stock = new StockFacts(jdbc, seller, rules, null);
      settle(AlertKind.OVERSELL_RISK, stock.offered(now), null);
      settle(AlertKind.CHANNEL_DRIFT, channels.drift(), null);
      settle(AlertKind.CHANNEL_LAG, channels.lag(), null);
      settle(AlertKind.CHANNEL_STALE, channels.stale(), null);
    }
    settle(AlertKind.ORDER_PARKED, channels.parked(), null);
    settle(AlertKind.ORDER_BACKORDERED, channels.backordered(), null);
  }

  /**
   * Looks at stock.
   *
   * @param products those to look at; null: all
   */
  void stock(Long @Nullable [] products) {
    StockFacts facts = new StockFacts(jdbc, seller, rules, products);
    settle(AlertKind.STOCK_LOW, facts.low(), products);
    settle(AlertKind.STOCK_NEGATIVE, facts.negative(), products);
  }

  /** Opens and closes what follows. */
  private void settle(AlertKind kind, List<Measured> measured, Long @Nullable [] products) {
    Set<String> before = opened(kind);
    Watch.Decision decision =
        Watch.decide(
            measured.stream().map(Measured::fact).toList(),
            products == null
                ? before
                : before.stream().filter(one -> StockFacts.isOf(one, products)).toList());
    if (decision.open().isEmpty() && decision.over().isEmpty()) {
      return;
    }
    List<Measured> stays = new ArrayList<>();
    List<Measured> opens = new ArrayList<>();
    for (Measured one : measured) {
      String subject = one.fact().subject();
      if (decision.open().contains(subject)) {
        (before.contains(subject) ? stays : opens).add(one);
      }
    }
    int room = Math.max(0, AlertWatch.OPEN_MAX - before.size() + decision.over().size());
    stays.addAll(opens.subList(0, Math.min(room, opens.size())));
    write(kind, stays, decision.over());
  }

  private void write(AlertKind kind, List<Measured> kept, Set<String> over) {
    jdbc.sql(
            """
            with over as (
              update alert set closed_at = :now, closed_by = :by
              where seller_id = :seller and kind = :kind and closed_at is null and subject = any(:over))
            insert into alert as open (seller_id, severity, kind, subject, detail, is_silent, opened_at, last_seen_at)
            select :seller, k.severity, :kind, k.subject, k.detail, k.is_silent, :now, :now
            from unnest(:severities, :subjects, :details, :silent) as k (severity, subject, detail, is_silent)
            on conflict (seller_id, kind, subject) where closed_at is null do update -- alert_open_once
            set severity = excluded.severity, detail = excluded.detail, is_silent = excluded.is_silent,
              last_seen_at = excluded.last_seen_at
            where (open.severity, open.detail, open.is_silent)
              <> (excluded.severity, excluded.detail, excluded.is_silent)
            """)
        .param("seller", seller.value())
        .param("kind", kind.code())
        .param("over", over.toArray(String[]::new))
        .param("severities", SqlArrays.texts(kept, Measured::severity))
        .param("subjects", SqlArrays.texts(kept, one -> one.fact().subject()))
        .param("details", SqlArrays.texts(kept, Measured::detail))
        .param("silent", SqlArrays.flags(kept, Measured::isSilent))
        .param("by", AlertWatch.ACTOR)
        .param("now", SqlTimes.toSql(now))
        .update();
  }
}
