package dev.onhand.store.channels;

import static dev.onhand.store.database.SqlArrays.longs;
import static dev.onhand.store.database.SqlArrays.texts;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.DriftAccepted;
import dev.onhand.store.ledger.CompanionWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Settles differences that became movements. What their listings should show moves by as much in
 * the same commit, so that no listing is told a number from before; a difference that is settled
 * already is left alone.
 */
public final class DriftAcceptedWriter implements CompanionWriter<DriftAccepted> {

  @Override
  public Class<DriftAccepted> type() {
    return DriftAccepted.class;
  }

  @Override
  public void write(Connection connection, SellerId seller, List<DriftAccepted> rows)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            with held as materialized ( -- listings are locked before differences, as by who reads them
              select made.drift_id, made.shown_change, made.movement_id, made.at, l.listing_id
              from unnest(?, ?, ?, ?, ?) as made (drift_id, listing_id, shown_change, movement_id, at)
              join listing l on l.seller_id = ? and l.listing_id = made.listing_id
              order by l.listing_id
              for no key update of l),
            accepted as (
              update drift d
              set settled_at = cast(held.at as timestamptz), settled_by = d.decided_by, movement_id = held.movement_id
              from held
              where d.seller_id = ? and d.drift_id = held.drift_id and d.settled_at is null
              returning held.drift_id, held.listing_id, held.shown_change)
            update listing l
            set drift_id = null,
              desired = case when l.desired is not null then greatest(l.desired + accepted.shown_change, 0) end,
              desired_version = l.desired_version + 1
            from accepted
            where l.seller_id = ? and l.listing_id = accepted.listing_id and l.drift_id = accepted.drift_id
            """)) {
      statement.setObject(1, longs(rows, DriftAccepted::drift));
      statement.setObject(2, longs(rows, DriftAccepted::listing));
      statement.setObject(3, longs(rows, DriftAccepted::shownChange));
      statement.setObject(4, longs(rows, DriftAccepted::movement));
      statement.setObject(5, texts(rows, row -> row.at().toString()));
      statement.setLong(6, seller.value());
      statement.setLong(7, seller.value());
      statement.setLong(8, seller.value());
      statement.executeUpdate();
    }
  }
}
