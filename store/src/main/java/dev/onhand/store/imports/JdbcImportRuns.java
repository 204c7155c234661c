package dev.onhand.store.imports;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.imports.ImportRun;
import dev.onhand.engine.imports.ImportRuns;
import dev.onhand.engine.imports.Undo;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which files were imported, in PostgreSQL. */
public final class JdbcImportRuns implements ImportRuns {

  private static final String OF_SELLER =
      """
      select import_id, kind, file_name, encode(sha256, 'hex') as sha256, actor, report, started_at, ended_at, undoes, undoes_batch,
        (select max(u.import_id) from import_run u where u.seller_id = :seller and u.undoes = import_run.import_id) as undone_by
      from import_run
      where seller_id = :seller
      """;

  private final SellerTransactions transactions;

  public JdbcImportRuns(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public long begin(SellerId seller, ImportRun.Beginning beginning) {
    return transactions.call(seller, jdbc -> begin(jdbc, seller, beginning));
  }

  /** Notes that an import begins, in the caller's transaction. */
  static long begin(JdbcClient jdbc, SellerId seller, ImportRun.Beginning beginning) {
    return jdbc.sql(
            """
            insert into import_run (seller_id, kind, file_name, sha256, actor, started_at, undoes, undoes_batch)
            values (:seller, :kind, :fileName, decode(:sha256, 'hex'), :actor, :startedAt, :undoes, :batch)
            returning import_id
            """)
        .param("seller", seller.value())
        .param("kind", beginning.kind())
        .param("fileName", beginning.fileName())
        .param("sha256", beginning.sha256())
        .param("actor", beginning.actor())
        .param("startedAt", SqlTimes.toSql(beginning.startedAt()))
        .param(
            "undoes",
            beginning.undoes() instanceof Undo.Source.Import(long run) ? run : null,
            Types.BIGINT)
        .param(
            "batch",
            beginning.undoes() instanceof Undo.Source.Batch(long batch) ? batch : null,
            Types.BIGINT)
        .query(Long.class)
        .single();
  }

  @Override
  public void end(SellerId seller, long id, String report, Instant at) {
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    update import_run set report = cast(:report as jsonb), ended_at = :at
                    where seller_id = :seller and import_id = :id
                    """)
                .param("report", report)
                .param("at", SqlTimes.toSql(at))
                .param("seller", seller.value())
                .param("id", id)
                .update());
  }

  @Override
  public Optional<Instant> firstBegun(SellerId seller, String kind, String sha256) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select started_at from import_run
                    where seller_id = :seller and sha256 = decode(:sha256, 'hex') and kind = :kind
                    order by started_at
                    limit 1
                    """)
                .param("seller", seller.value())
                .param("sha256", sha256)
                .param("kind", kind)
                .query((row, number) -> SqlTimes.get(row, "started_at"))
                .optional());
  }

  @Override
  public Optional<ImportRun> find(SellerId seller, long id) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(OF_SELLER + "and import_id = :id")
                .param("seller", seller.value())
                .param("id", id)
                .query((row, number) -> run(row))
                .optional());
  }

  @Override
  public Slice<ImportRun> list(SellerId seller, PageRequest page) {
    return transactions.call(
        seller,
        jdbc ->
            Slice.of(
                page, page.backwards() ? newer(jdbc, seller, page) : older(jdbc, seller, page)));
  }

  private static List<ImportRun> older(JdbcClient jdbc, SellerId seller, PageRequest page) {
    return jdbc.sql(OF_SELLER + "and import_id < :id order by import_id desc limit :rows")
        .param("seller", seller.value())
        .param("id", page.after() == null ? Long.MAX_VALUE : page.after())
        .param("rows", page.rowsToRead())
        .query((row, number) -> run(row))
        .list();
  }

  private static List<ImportRun> newer(JdbcClient jdbc, SellerId seller, PageRequest page) {
    return jdbc.sql(OF_SELLER + "and import_id > :id order by import_id limit :rows")
        .param("seller", seller.value())
        .param("id", page.before())
        .param("rows", page.rowsToRead())
        .query((row, number) -> run(row))
        .list();
  }

  private static Undo.@Nullable Source undoes(ResultSet row) throws SQLException {
    Long run = row.getObject("undoes", Long.class);
    Long batch = row.getObject("undoes_batch", Long.class);
    if (run != null) {
      return new Undo.Source.Import(run);
    }
    return batch == null ? null : new Undo.Source.Batch(batch);
  }

  private static ImportRun run(ResultSet row) throws SQLException {
    return new ImportRun(
        row.getLong("import_id"),
        new ImportRun.Beginning(
            row.getString("kind"),
            row.getString("file_name"),
            row.getString("sha256"),
            row.getString("actor"),
            SqlTimes.get(row, "started_at"),
            undoes(row)),
        row.getString("report"),
        SqlTimes.getOrNull(row, "ended_at"),
        row.getObject("undone_by", Long.class));
  }
}
