package dev.onhand.store.verification;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.verification.Discrepancy;
import dev.onhand.engine.verification.RegradeAudit;
import dev.onhand.store.database.SellerTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Regrades by their movements, which are all there is of them. */
public final class JdbcRegradeAudit implements RegradeAudit {

  private final SellerTransactions transactions;

  public JdbcRegradeAudit(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<Discrepancy> differences(SellerId seller) {
    return transactions.call(seller, jdbc -> differences(jdbc, seller));
  }

  /** What was reversed counts as nothing; so does its other side, if that was reversed too. */
  private static List<Discrepancy> differences(JdbcClient jdbc, SellerId seller) {
    return jdbc.sql(
            """
            with side as (
              select m.cause_reference as regrade, m.reason, m.product_id,
                coalesce(m.from_location_id, m.to_location_id) as location_id,
                case when exists (select 1 from movement r where r.seller_id = :seller and r.reverses = m.movement_id)
                  then 0 else m.quantity end as units
              from movement m
              where m.seller_id = :seller and m.reason in ('regrade_out', 'regrade_in') and m.cause_kind = 'person'
                and m.key = m.cause_reference || case m.reason when 'regrade_in' then :second else '' end
            ),
            out_of as (select * from side where reason = 'regrade_out'),
            into_other as (select * from side where reason = 'regrade_in')
            select regrade, coalesce(i.product_id, o.product_id) as product_id,
              coalesce(i.location_id, o.location_id) as location_id,
              coalesce(i.units, 0) as came, coalesce(o.units, 0) as went,
              o.location_id <> i.location_id as is_elsewhere, o.product_id = i.product_id as is_same
            from out_of o
            full join into_other i using (regrade)
            where coalesce(o.units, 0) <> coalesce(i.units, 0) or o.location_id <> i.location_id or o.product_id = i.product_id
            order by regrade
            """)
        .param("seller", seller.value())
        .param("second", SECOND)
        .query((row, number) -> discrepancy(row))
        .list();
  }

  private static Discrepancy discrepancy(ResultSet row) throws SQLException {
    String also =
        row.getBoolean("is_elsewhere")
            ? " at another location"
            : row.getBoolean("is_same") ? " of the same product" : "";
    return new Discrepancy(
        Discrepancy.Kind.REGRADE,
        new ProductId(row.getLong("product_id")),
        new LocationId(row.getLong("location_id")),
        null,
        null,
        null,
        "regrade %s: %d came%s".formatted(row.getString("regrade"), row.getLong("came"), also),
        row.getLong("went") + ", as many as went",
        false);
  }
}
