package dev.onhand.store.batch;

import static dev.onhand.store.database.SqlArrays.flags;
import static dev.onhand.store.database.SqlArrays.longs;
import static dev.onhand.store.database.SqlArrays.texts;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.batch.Batch;
import dev.onhand.engine.batch.BatchLine;
import dev.onhand.store.database.SqlTimes;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statements that write batches, but for what is posted. */
final class BatchWrites {

  private BatchWrites() {}

  /** Writes a new batch. */
  static long insert(JdbcClient jdbc, SellerId seller, Batch batch) {
    return jdbc.sql(
            """
            insert into stock_batch (seller_id, kind, location_id, state, reason, is_blind, four_eyes_above, note, opened_by,
              opened_at, updated_at)
            values (:seller, :kind, :location, :state, :reason, :blind, :above, :note, :actor, :at, :at)
            returning batch_id
            """)
        .param("seller", seller.value())
        .param("kind", batch.kind().code())
        .param("location", batch.location().id().value())
        .param("state", batch.state().code())
        .param("reason", batch.reason() == null ? null : batch.reason().code(), Types.VARCHAR)
        .param("blind", batch.isBlind())
        .param("above", batch.fourEyes().above(), Types.BIGINT)
        .param("note", batch.note(), Types.VARCHAR)
        .param("actor", batch.opened().actor())
        .param("at", SqlTimes.toSql(batch.opened().at()))
        .query(Long.class)
        .single();
  }

  /** Writes that these are to be counted. */
  static void plan(JdbcClient jdbc, SellerId seller, long batch, Collection<ProductId> products) {
    jdbc.sql(
            """
            insert into stock_batch_line (seller_id, batch_id, product_id, is_planned)
            select :seller, :batch, product_id, true
            from unnest(:products) as planned (product_id)
            """)
        .param("seller", seller.value())
        .param("batch", batch)
        .param("products", longs(products, ProductId::value))
        .update();
  }

  /** Writes how far a batch is. */
  static void head(JdbcClient jdbc, SellerId seller, Batch batch) {
    Batch.Step pushed = batch.pushed();
    Batch.Step ended = batch.ended();
    jdbc.sql(
            """
            update stock_batch
            set state = :state, pushed_by = :pushed_by, pushed_at = :pushed_at, ended_by = :ended_by, ended_at = :ended_at,
              updated_at = :at, version = :version
            where seller_id = :seller and batch_id = :batch
            """)
        .param("seller", seller.value())
        .param("batch", batch.id())
        .param("state", batch.state().code())
        .param("pushed_by", pushed == null ? null : pushed.actor(), Types.VARCHAR)
        .param("pushed_at", at(pushed), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("ended_by", ended == null ? null : ended.actor(), Types.VARCHAR)
        .param("ended_at", at(ended), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("at", SqlTimes.toSql(batch.updatedAt()))
        .param("version", batch.version())
        .update();
  }

  private static @Nullable Object at(Batch.@Nullable Step step) {
    return step == null ? null : SqlTimes.toSql(step.at());
  }

  /** Writes what is to be counted or posted; what was posted stays. */
  static void lines(JdbcClient jdbc, SellerId seller, long batch, List<BatchLine> lines) {
    jdbc.sql(
            """
            insert into stock_batch_line as l (seller_id, batch_id, product_id, is_planned, counted_from, units, counted_at)
            select :seller, :batch, product_id, is_planned, cast(counted_from as timestamptz), units,
              cast(counted_at as timestamptz)
            from unnest(:products, :planned, :from, :units, :counted)
              as given (product_id, is_planned, counted_from, units, counted_at)
            on conflict (seller_id, batch_id, product_id) do update
            set is_planned = excluded.is_planned, counted_from = excluded.counted_from, units = excluded.units,
              counted_at = excluded.counted_at
            where (l.is_planned, l.counted_from, l.units, l.counted_at)
              is distinct from (excluded.is_planned, excluded.counted_from, excluded.units, excluded.counted_at)
            """)
        .param("seller", seller.value())
        .param("batch", batch)
        .param("products", longs(lines, line -> line.product().value()))
        .param("planned", flags(lines, BatchLine::isPlanned))
        .param("from", texts(lines, line -> text(line.countedFrom())))
        .param("units", longs(lines, line -> line.due() == null ? null : line.due().units()))
        .param(
            "counted",
            texts(lines, line -> line.due() == null ? null : text(line.due().countedAt())))
        .update();
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  /** Writes why the books refused lines, unless they were posted after all. */
  static void refused(JdbcClient jdbc, SellerId seller, long batch, Map<ProductId, String> why) {
    List<Map.Entry<ProductId, String>> rows = List.copyOf(why.entrySet());
    jdbc.sql(
            """
            update stock_batch_line l
            set refused = given.why
            from unnest(:products, :why) as given (product_id, why)
            where l.seller_id = :seller and l.batch_id = :batch and l.product_id = given.product_id and l.posted_at is null
            """)
        .param("seller", seller.value())
        .param("batch", batch)
        .param("products", longs(rows, row -> row.getKey().value()))
        .param("why", texts(rows, Map.Entry::getValue))
        .update();
  }
}
