package dev.onhand.store.access;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.AdminActions;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Administrative actions in PostgreSQL. */
public final class JdbcAdminActions implements AdminActions {

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
  public Slice<Done> list(SellerId seller, PageRequest page) {
    return transactions.call(
        seller,
        jdbc ->
            Slice.of(
                page, page.backwards() ? before(jdbc, seller, page) : after(jdbc, seller, page)));
  }

  /** Behind a row in a list that is newest first are the older ones. */
  private static List<Done> after(JdbcClient jdbc, SellerId seller, PageRequest page) {
    return jdbc.sql(
            """
            select action_id, at, actor, what, path, request_id, status from admin_action
            where seller_id = :seller and action_id < :cursor
            order by action_id desc
            limit :rows
            """)
        .param("seller", seller.value())
        .param("cursor", page.after() == null ? Long.MAX_VALUE : page.after())
        .param("rows", page.rowsToRead())
        .query((row, number) -> done(row))
        .list();
  }

  private static List<Done> before(JdbcClient jdbc, SellerId seller, PageRequest page) {
    return jdbc.sql(
            """
            select action_id, at, actor, what, path, request_id, status from admin_action
            where seller_id = :seller and action_id > :cursor
            order by action_id
            limit :rows
            """)
        .param("seller", seller.value())
        .param("cursor", page.before())
        .param("rows", page.rowsToRead())
        .query((row, number) -> done(row))
        .list();
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
