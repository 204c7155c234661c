package dev.onhand.store.testing;

import dev.onhand.core.ledger.SellerId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What must be true of a seller's ledger in every committed snapshot, asked in plain SQL that
 * shares nothing with the program. On a connection that sees all rows.
 */
public final class LedgerInvariants {

  /** The two ends of movements, one row for each that is inside. */
  private static final String ENDS =
      """
      select movement_id, product_id, from_location_id as location_id, from_place as state, -quantity as units,
        from_after as after, from_on_hand_after as on_hand_after, recorded_at
      from movement where seller_id = ? and from_location_id is not null
      union all
      select movement_id, product_id, to_location_id, to_place, quantity, to_after, to_on_hand_after, recorded_at
      from movement where seller_id = ? and to_location_id is not null
      """;

  private LedgerInvariants() {}

  /** All that is not as it must be; empty where all is well. */
  public static List<String> violations(Connection connection, SellerId seller)
      throws SQLException {
    List<String> found = new ArrayList<>();
    found.addAll(levelsThatAreNoSums(connection, seller));
    found.addAll(levelsBelowTheirFloor(connection, seller));
    found.addAll(brokenChains(connection, seller));
    found.addAll(movementsThatCannotBe(connection, seller));
    return found;
  }

  /** Each level is what its movements add up to (I1, I2, I11). */
  public static List<String> levelsThatAreNoSums(Connection connection, SellerId seller)
      throws SQLException {
    return ask(
        connection,
        """
        with ends as (%s),
        summed as (
          select product_id, location_id,
            coalesce(sum(units) filter (where state = 'available'), 0) as available,
            coalesce(sum(units) filter (where state = 'reserved'), 0) as reserved,
            coalesce(sum(units) filter (where state = 'damaged'), 0) as damaged,
            coalesce(sum(units) filter (where state = 'quality_control'), 0) as quality_control,
            coalesce(sum(units) filter (where state = 'set_aside'), 0) as set_aside,
            coalesce(sum(units) filter (where state = 'in_transit'), 0) as in_transit
          from ends
          group by product_id, location_id)
        select format('level of product %%s at %%s: stored %%s, calculated %%s', product_id, location_id, l, s)
        from (select * from stock_level where seller_id = ?) as l
        full join summed as s using (product_id, location_id)
        where (coalesce(l.available, 0), coalesce(l.reserved, 0), coalesce(l.damaged, 0),
            coalesce(l.quality_control, 0), coalesce(l.set_aside, 0), coalesce(l.in_transit, 0))
          is distinct from (coalesce(s.available, 0), coalesce(s.reserved, 0), coalesce(s.damaged, 0),
            coalesce(s.quality_control, 0), coalesce(s.set_aside, 0), coalesce(s.in_transit, 0))
        """
            .formatted(ENDS),
        seller,
        3);
  }

  /** Nothing is below its floor without saying so, and no other state below zero (I2, I4). */
  public static List<String> levelsBelowTheirFloor(Connection connection, SellerId seller)
      throws SQLException {
    return ask(
        connection,
        """
        select format('below its floor: %s', l)
        from stock_level as l
        where seller_id = ?
          and ((available < floor and below_floor_since is null)
            or (available >= floor and below_floor_since is not null)
            or least(reserved, damaged, quality_control, set_aside, in_transit) < 0)
        """,
        seller,
        1);
  }

  /**
   * In the order of ids the balances of each level follow from each other, and the times of
   * recording do not run backwards.
   */
  public static List<String> brokenChains(Connection connection, SellerId seller)
      throws SQLException {
    return ask(
        connection,
        """
        with ends as (%s),
        chained as (
          select *,
            lag(after, 1, 0::bigint) over states as before,
            lag(recorded_at) over levels as recorded_before
          from ends
          window states as (partition by product_id, location_id, state order by movement_id),
            levels as (partition by product_id, location_id order by movement_id))
        select format('movement %%s: %%s of product %%s at %%s was %%s, %%s units, then %%s (%%s after %%s)',
          movement_id, state, product_id, location_id, before, units, after, recorded_at, recorded_before)
        from chained
        where before + units <> after or recorded_at < recorded_before
        """
            .formatted(ENDS),
        seller,
        2);
  }

  /** Transfers have both ends, nothing is reversed twice, no key is used twice (I3, I7). */
  public static List<String> movementsThatCannotBe(Connection connection, SellerId seller)
      throws SQLException {
    return ask(
        connection,
        """
        select format('movement %s cannot be: %s', movement_id, m)
        from movement as m
        where seller_id = ?
          and (from_location_id is null and to_location_id is null
            or from_place = to_place and from_location_id = to_location_id
            or reason like 'transfer_%' and reason <> 'transfer_lost'
              and (from_location_id is null or to_location_id is null))
        union all
        select format('%s movements reverse %s', count(*), reverses)
        from movement where seller_id = ? and reverses is not null group by reverses having count(*) > 1
        union all
        select format('%s movements have the key %s', count(*), key)
        from movement where seller_id = ? group by key having count(*) > 1
        """,
        seller,
        3);
  }

  /** How often each key is in the journal. */
  public static Map<String, Integer> keys(Connection connection, SellerId seller)
      throws SQLException {
    Map<String, Integer> keys = new HashMap<>();
    for (String key : ask(connection, "select key from movement where seller_id = ?", seller, 1)) {
      keys.merge(key, 1, Integer::sum);
    }
    return keys;
  }

  private static List<String> ask(
      Connection connection, String sql, SellerId seller, int parameters) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 1; i <= parameters; i++) {
        statement.setLong(i, seller.value());
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows.add(row.getString(1));
        }
      }
    }
    return rows;
  }
}
