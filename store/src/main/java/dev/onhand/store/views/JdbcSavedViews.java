package dev.onhand.store.views;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.views.SavedView;
import dev.onhand.engine.views.SavedViews;
import dev.onhand.store.database.SellerTransactions;
import java.util.List;

/** Saved views in PostgreSQL. */
public final class JdbcSavedViews implements SavedViews {

  private final SellerTransactions transactions;

  public JdbcSavedViews(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<SavedView> list(SellerId seller, String actor, String path) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select name, query, is_usual from saved_view
                    where seller_id = :seller and actor = :actor and path = :path
                    order by name
                    """)
                .param("seller", seller.value())
                .param("actor", actor)
                .param("path", path)
                .query(
                    (row, number) ->
                        new SavedView(
                            row.getString("name"),
                            row.getString("query"),
                            row.getBoolean("is_usual")))
                .list());
  }

  @Override
  public void keep(SellerId seller, String actor, String path, SavedView view) {
    int kept =
        transactions.call(
            seller,
            jdbc -> {
              if (view.isUsual()) {
                jdbc.sql(
                        """
                        update saved_view set is_usual = false
                        where seller_id = :seller and actor = :actor and path = :path and is_usual
                        """)
                    .param("seller", seller.value())
                    .param("actor", actor)
                    .param("path", path)
                    .update();
              }
              return jdbc.sql(
                      """
                      insert into saved_view (seller_id, actor, path, name, query, is_usual)
                      select :seller, :actor, :path, :name, :query, :usual
                      where :max > (
                        select count(*) from saved_view
                        where seller_id = :seller and actor = :actor and path = :path and name <> :name)
                      on conflict on constraint saved_view_once
                      do update set query = excluded.query, is_usual = excluded.is_usual
                      """)
                  .param("seller", seller.value())
                  .param("actor", actor)
                  .param("path", path)
                  .param("name", view.name())
                  .param("query", view.query())
                  .param("usual", view.isUsual())
                  .param("max", VIEWS_MAX)
                  .update();
            });
    if (kept == 0) {
      throw new IllegalArgumentException(
          "name: there are %d views of this list already; remove one first".formatted(VIEWS_MAX));
    }
  }

  @Override
  public void remove(SellerId seller, String actor, String path, String name) {
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    delete from saved_view
                    where seller_id = :seller and actor = :actor and path = :path and name = :name
                    """)
                .param("seller", seller.value())
                .param("actor", actor)
                .param("path", path)
                .param("name", name)
                .update());
  }

  @Override
  public List<String> hidden(SellerId seller, String actor, String path) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select title from hidden_column
                    where seller_id = :seller and actor = :actor and path = :path
                    """)
                .param("seller", seller.value())
                .param("actor", actor)
                .param("path", path)
                .query(String.class)
                .list());
  }

  @Override
  public void hide(SellerId seller, String actor, String path, List<String> columns) {
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    with shown as (
                      delete from hidden_column
                      where seller_id = :seller and actor = :actor and path = :path and title <> all (:columns))
                    insert into hidden_column (seller_id, actor, path, title)
                    select :seller, :actor, :path, title from unnest(:columns) as title
                    on conflict do nothing
                    """)
                .param("seller", seller.value())
                .param("actor", actor)
                .param("path", path)
                .param("columns", columns.toArray(String[]::new))
                .update());
  }
}
