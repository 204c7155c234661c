package dev.onhand.store.access;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.AdminActions;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Administrative actions in PostgreSQL. */
public final class JdbcAdminActions implements AdminActions {

  private static final int TIME = Types.TIMESTAMP_WITH_TIMEZONE;

  private final SellerTransactions transactions;

  public JdbcAdminActions(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public long begin(SellerId seller, Begun begun) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    insert into admin_action (seller_id, at, actor, what, path, request_id)
                    values (:seller, :at, :actor, :what, :path, :request)
                    returning action_id
                    """)
                .param("seller", seller.value())
                .param("at", SqlTimes.toSql(begun.at()))
                .param("actor", begun.actor())
                .param("what", begun.what())
                .param("path", begun.path())
                .param("request", begun.requestId())
                .query(Long.class)
                .single());
  }

  @Override
  public void end(SellerId seller, long id, int status) {
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    update admin_action set status = :status where seller_id = :seller and action_id = :id
                    """)
                .param("status", status)
                .param("seller", seller.value())
                .param("id", id)
                .update());
  }

  @Override
  public Slice<Done> list(SellerId seller, Wanted wanted, PageRequest page) {
    return transactions.call(
        seller,
        jdbc ->
            Slice.of(
                page,
                asked(page.backwards() ? before(jdbc, page) : after(jdbc, page), seller, wanted)
                    .param("rows", page.rowsToRead())
                    .query((row, number) -> done(row))
                    .list()));
  }

  private static StatementSpec asked(StatementSpec statement, SellerId seller, Wanted wanted) {
    return statement
        .param("seller", seller.value())
        .param("actor", wanted.actor())
        .param("what", wanted.what())
        .param("path", wanted.path())
        .param("from", SqlTimes.toSqlOrNull(wanted.from()), TIME)
        .param("to", SqlTimes.toSqlOrNull(wanted.to()), TIME);
  }

  /** Behind a row in a list that is newest first are the older ones. */
  private static StatementSpec after(JdbcClient jdbc, PageRequest page) {
    return jdbc.sql(
            """
            select action_id, at, actor, what, path, request_id, status from admin_action
            where seller_id = :seller and action_id < :cursor
              and (cast(:actor as text) is null or actor = :actor)
              and (cast(:what as text) is null or position(lower(:what) in lower(what)) > 0)
              and (cast(:path as text) is null or position(lower(:path) in lower(path)) > 0)
              and (cast(:from as timestamptz) is null or at >= :from)
              and (cast(:to as timestamptz) is null or at < :to)
            order by action_id desc
            limit :rows
            """)
        .param("cursor", page.after() == null ? Long.MAX_VALUE : page.after());
  }

  private static StatementSpec before(JdbcClient jdbc, PageRequest page) {
    return jdbc.sql(
            """
            select action_id, at, actor, what, path, request_id, status from admin_action
            where seller_id = :seller and action_id > :cursor
              and (cast(:actor as text) is null or actor = :actor)
              and (cast(:what as text) is null or position(lower(:what) in lower(what)) > 0)
              and (cast(:path as text) is null or position(lower(:path) in lower(path)) > 0)
              and (cast(:from as timestamptz) is null or at >= :from)
              and (cast(:to as timestamptz) is null or at < :to)
            order by action_id
            limit :rows
            """)
        .param("cursor", page.before());
  }

  private static Done done(ResultSet row) throws SQLException {
    return new Done(
        row.getLong("action_id"),
        new Begun(
            SqlTimes.get(row, "at"),
            row.getString("actor"),
            row.getString("what"),
            row.getString("path"),
            row.getString("request_id")),
        row.getObject("status", Integer.class));
  }
}
