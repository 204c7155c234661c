package dev.onhand.store.batch;

import dev.onhand.core.batch.BatchKind;
import dev.onhand.core.batch.BatchState;
import dev.onhand.core.batch.FourEyes;
import dev.onhand.core.batch.Scan;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.batch.Batch;
import dev.onhand.engine.batch.BatchContents;
import dev.onhand.engine.batch.BatchContents.Scanned;
import dev.onhand.engine.batch.BatchFilter;
import dev.onhand.engine.batch.BatchLine;
import dev.onhand.engine.batch.BatchRows.KeptScan;
import dev.onhand.engine.batch.Unplaced.Why;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.model.Sku;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statements that read batches. */
final class BatchReads {

  private BatchReads() {}

  /** A batch, with what is kept of it. */
  static Optional<BatchContents> contents(JdbcClient jdbc, SellerId seller, long id) {
    return heads(jdbc, seller, List.of(id)).stream()
        .findFirst()
        .map(batch -> BatchContents.of(batch, lines(jdbc, seller, id), scanned(jdbc, seller, id)));
  }

  /** The batches of these ids, newest first. */
  static List<Batch> heads(JdbcClient jdbc, SellerId seller, List<Long> ids) {
    return jdbc.sql(
            """
            select b.batch_id, b.kind, b.location_id, l.code as location, b.state, b.reason, b.is_blind, b.four_eyes_above,
              b.note, b.opened_by, b.opened_at, b.pushed_by, b.pushed_at, b.ended_by, b.ended_at, b.updated_at, b.version,
              (select max(u.import_id) from import_run u where u.seller_id = :seller and u.undoes_batch = b.batch_id) as undone_by
            from unnest(:ids) as wanted (batch_id)
            join stock_batch b on b.seller_id = :seller and b.batch_id = wanted.batch_id
            join location l on l.seller_id = :seller and l.location_id = b.location_id
            order by b.batch_id desc
            """)
        .param("seller", seller.value())
        .param("ids", ids.toArray(Long[]::new))
        .query((row, number) -> head(row))
        .list();
  }

  private static Batch head(ResultSet row) throws SQLException {
    String reason = row.getString("reason");
    return new Batch(
        row.getLong("batch_id"),
        BatchKind.read(row.getString("kind")),
        new Batch.Place(new LocationId(row.getLong("location_id")), row.getString("location")),
        BatchState.read(row.getString("state")),
        reason == null ? null : Reason.find(reason).orElseThrow(),
        row.getBoolean("is_blind"),
        new FourEyes(row.getObject("four_eyes_above", Long.class)),
        row.getString("note"),
        new Batch.Step(row.getString("opened_by"), SqlTimes.get(row, "opened_at")),
        step(row, "pushed"),
        step(row, "ended"),
        row.getObject("undone_by", Long.class),
        SqlTimes.get(row, "updated_at"),
        row.getLong("version"));
  }

  private static Batch.@Nullable Step step(ResultSet row, String what) throws SQLException {
    String actor = row.getString(what + "_by");
    Instant at = SqlTimes.getOrNull(row, what + "_at");
    return actor == null || at == null ? null : new Batch.Step(actor, at);
  }

  private static List<BatchLine> lines(JdbcClient jdbc, SellerId seller, long id) {
    return jdbc.sql(
            """
            select l.product_id, p.sku, l.is_planned, l.counted_from, l.units, l.counted_at, l.posted_at, l.change,
              l.movement_id, l.refused,
              exists (
                select from movement r where r.seller_id = :seller and r.reverses = l.movement_id offset 0) as is_reversed
            from stock_batch_line l
            join product p on p.seller_id = :seller and p.product_id = l.product_id
            where l.seller_id = :seller and l.batch_id = :id
            """)
        .param("seller", seller.value())
        .param("id", id)
        .query((row, number) -> line(row))
        .list();
  }

  private static BatchLine line(ResultSet row) throws SQLException {
    Long units = row.getObject("units", Long.class);
    Instant postedAt = SqlTimes.getOrNull(row, "posted_at");
    Long movement = row.getObject("movement_id", Long.class);
    return new BatchLine(
        new ProductId(row.getLong("product_id")),
        new Sku(row.getString("sku")),
        row.getBoolean("is_planned"),
        SqlTimes.getOrNull(row, "counted_from"),
        List.of(),
        Set.of(),
        units == null ? null : new BatchLine.Due(units, SqlTimes.getOrNull(row, "counted_at")),
        postedAt == null
            ? null
            : new BatchLine.Posted(
                row.getLong("change"),
                movement == null ? null : new MovementId(movement),
                postedAt,
                row.getBoolean("is_reversed")),
        row.getString("refused"));
  }

  /** What was scanned; of codes that nothing had then, what has them now. */
  private static List<Scanned> scanned(JdbcClient jdbc, SellerId seller, long id) {
    List<Scanned> scans =
        jdbc.sql(
                """
                select s.code, s.units, s.is_recount, s.scanned_at, s.product_id, p.sku, s.unplaced, s.actor
                from stock_batch_scan s
                left join product p on p.seller_id = :seller and p.product_id = s.product_id
                where s.seller_id = :seller and s.batch_id = :id
                order by s.place
                """)
            .param("seller", seller.value())
            .param("id", id)
            .query((row, number) -> scanned(row))
            .list();
    Map<String, Codes.Meaning> meanings =
        Codes.find(
            jdbc,
            seller,
            scans.stream().filter(one -> one.product() == null).map(Scanned::code).toList());
    List<Scanned> placed = new ArrayList<>();
    for (Scanned one : scans) {
      Codes.Meaning meaning = meanings.get(one.code());
      placed.add(
          one.product() != null || meaning == null
              ? one
              : new Scanned(
                  one.code(),
                  one.scan(),
                  meaning.product(),
                  meaning.sku(),
                  meaning.why(),
                  one.actor()));
    }
    return placed;
  }

  private static Scanned scanned(ResultSet row) throws SQLException {
    Long product = row.getObject("product_id", Long.class);
    String sku = row.getString("sku");
    String unplaced = row.getString("unplaced");
    return new Scanned(
        row.getString("code"),
        new Scan(
            row.getLong("units"), SqlTimes.get(row, "scanned_at"), row.getBoolean("is_recount")),
        product == null ? null : new ProductId(product),
        sku == null ? null : new Sku(sku),
        unplaced == null ? null : Why.read(unplaced),
        row.getString("actor"));
  }

  /** Ids in the order they are read: newest first, backwards if the page is. */
  static List<Long> ids(JdbcClient jdbc, SellerId seller, BatchFilter filter, PageRequest page) {
    return jdbc.sql(
            """
            select batch_id
            from (
              (select batch_id
              from stock_batch
              where seller_id = :seller and batch_id < case when cast(:before as bigint) is null then coalesce(cast(:after as bigint), 9223372036854775807) end
                and (cast(:state as text) is null or state = :state)
                and (cast(:kind as text) is null or kind = :kind)
                and (not :under_way or ended_at is null)
              order by batch_id desc
              limit :rows)
              union all
              (select batch_id
              from stock_batch
              where seller_id = :seller and batch_id > cast(:before as bigint)
                and (cast(:state as text) is null or state = :state)
                and (cast(:kind as text) is null or kind = :kind)
                and (not :under_way or ended_at is null)
              order by batch_id
              limit :rows)) as page
            order by case when cast(:before as bigint) is null then -batch_id else batch_id end
            """)
        .param("seller", seller.value())
        .param("after", page.after(), Types.BIGINT)
        .param("before", page.before(), Types.BIGINT)
        .param("state", filter.state() == null ? null : filter.state().code(), Types.VARCHAR)
        .param("kind", filter.kind() == null ? null : filter.kind().code(), Types.VARCHAR)
        .param("under_way", filter.isUnderWay())
        .param("rows", page.rowsToRead())
        .query((row, number) -> row.getLong("batch_id"))
        .list();
  }

  /** A page of a batch's scans as they were kept, oldest first, backwards if the page is. */
  static List<KeptScan> kept(JdbcClient jdbc, SellerId seller, long id, PageRequest page) {
    return jdbc.sql(
            """
            select s.place, s.scan_id, s.code, s.units, s.is_recount, s.scanned_at, s.product_id, p.sku, s.unplaced, s.actor,
              s.received_at
            from (
              (select *
              from stock_batch_scan
              where seller_id = :seller and batch_id = :id
                and place > case when cast(:before as bigint) is null then coalesce(cast(:after as bigint), 0) end
              order by place
              limit :rows)
              union all
              (select *
              from stock_batch_scan
              where seller_id = :seller and batch_id = :id and place < cast(:before as bigint)
              order by place desc
              limit :rows)) as s
            left join product p on p.seller_id = :seller and p.product_id = s.product_id
            order by case when cast(:before as bigint) is null then s.place else -s.place end
            """)
        .param("seller", seller.value())
        .param("id", id)
        .param("after", page.after(), Types.BIGINT)
        .param("before", page.before(), Types.BIGINT)
        .param("rows", page.rowsToRead())
        .query(
            (row, number) ->
                new KeptScan(
                    row.getLong("place"),
                    row.getString("scan_id"),
                    scanned(row),
                    SqlTimes.get(row, "received_at")))
        .list();
  }

  /** By how much movements under these keys changed on hand at a location, in all. */
  static Map<String, Long> journalled(JdbcClient jdbc, SellerId seller, List<String> keys) {
    Map<String, Long> units = new HashMap<>();
    jdbc.sql(
            """
            select m.key, case when m.to_location_id is null then -m.quantity else m.quantity end as units
            from unnest(:keys) as wanted (key)
            join movement m on m.seller_id = :seller and m.key = wanted.key
            """)
        .param("seller", seller.value())
        .param("keys", keys.toArray(String[]::new))
        .query(
            row -> {
              units.put(row.getString("key"), row.getLong("units"));
            });
    return units;
  }
}
