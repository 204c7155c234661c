package dev.onhand.store.verification;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.verification.Duplicates;
import dev.onhand.store.database.SellerTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks for effects that were recorded twice, in the order of the index by cause. */
public final class JdbcDuplicates implements Duplicates {

  private static final Cursor START = new Cursor("", "", "", 0, "", -1);

  private static final String FIND =
      """
      select m.cause_reference, m.cause_kind, m.line, m.product_id, p.sku, m.reason, m.quantity_of_lineless,
        m.movement_ids, m.quantity, m.expected
      from (
        select cause_reference, cause_kind, coalesce(cause_line, '') as line, product_id, reason,
          case when cause_line is null then quantity else 0 end as quantity_of_lineless,
          array_agg(movement_id order by movement_id) as movement_ids,
          sum(quantity)::bigint as quantity,
          (array_agg(quantity order by movement_id))[1] as expected
        from movement
        where seller_id = :seller and cause_reference is not null and cause_reference >= :reference
          and cause_kind <> 'transfer' and reason <> 'reversal'
          and not exists (
            select 1
            from movement r
            where r.seller_id = :seller and r.reverses = movement.movement_id)
        group by cause_reference, cause_kind, coalesce(cause_line, ''), product_id, reason,
          case when cause_line is null then quantity else 0 end
        having count(*) > 1) as m
      join product p on p.seller_id = :seller and p.product_id = m.product_id
      where (m.cause_reference, m.cause_kind, m.line, m.product_id, m.reason, m.quantity_of_lineless)
        > (:reference, :kind, :line, :product, :reason, :quantity)
      order by m.cause_reference, m.cause_kind, m.line, m.product_id, m.reason, m.quantity_of_lineless
      limit :rows
      """;

  private final SellerTransactions transactions;

  public JdbcDuplicates(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Page find(SellerId seller, @Nullable Cursor after, int limit) {
    if (limit < 1 || limit > PAGE_MAX) {
      throw new IllegalArgumentException("limit must be from 1 to " + PAGE_MAX + ", not " + limit);
    }
    List<Found> read =
        transactions.call(
            seller, jdbc -> read(jdbc, seller, after == null ? START : after, limit + 1));
    List<Found> shown = read.subList(0, Math.min(limit, read.size()));
    return new Page(
        shown.stream().map(Found::group).toList(),
        read.size() > limit ? shown.getLast().cursor() : null);
  }

  private record Found(Group group, Cursor cursor) {}

  private static List<Found> read(JdbcClient jdbc, SellerId seller, Cursor after, int rows) {
    return jdbc.sql(FIND)
        .param("seller", seller.value())
        .param("reference", after.reference())
        .param("kind", after.kind())
        .param("line", after.line())
        .param("product", after.product())
        .param("reason", after.reason())
        .param("quantity", after.quantity())
        .param("rows", rows)
        .query((row, number) -> found(row))
        .list();
  }

  private static Found found(ResultSet row) throws SQLException {
    String reference = row.getString("cause_reference");
    String kind = row.getString("cause_kind");
    String line = row.getString("line");
    String reason = row.getString("reason");
    long product = row.getLong("product_id");
    Group group =
        new Group(
            new Cause(
                Cause.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                reference,
                line.isEmpty() ? null : line),
            new ProductId(product),
            row.getString("sku"),
            Reason.find(reason).orElseThrow(),
            ids(row),
            row.getLong("quantity"),
            row.getLong("expected"));
    return new Found(
        group,
        new Cursor(reference, kind, line, product, reason, row.getLong("quantity_of_lineless")));
  }

  private static List<MovementId> ids(ResultSet row) throws SQLException {
    List<MovementId> ids = new ArrayList<>();
    for (Long id : (Long[]) Objects.requireNonNull(row.getArray("movement_ids")).getArray()) {
      ids.add(new MovementId(id));
    }
    return ids;
  }
}
