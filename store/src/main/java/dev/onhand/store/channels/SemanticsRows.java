package dev.onhand.store.channels;

import dev.onhand.connector.StockSemantics;
import dev.onhand.connector.StockSemantics.PutsBack;
import dev.onhand.connector.StockSemantics.TakesOff;
import dev.onhand.core.ledger.SellerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How an account's channel treats stock: the columns takes_off, puts_back and quantity_max. */
final class SemanticsRows {

  private SemanticsRows() {}

  static StockSemantics of(JdbcClient jdbc, SellerId seller, long channel) {
    return jdbc.sql(
            """
            select takes_off, puts_back, quantity_max
            from channel_account
            where seller_id = :seller and channel_id = :channel
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .query((row, number) -> read(row))
        .single();
  }

  static StockSemantics read(ResultSet row) throws SQLException {
    return new StockSemantics(
        TakesOff.valueOf(row.getString("takes_off").toUpperCase(Locale.ROOT)),
        PutsBack.valueOf(row.getString("puts_back").toUpperCase(Locale.ROOT)),
        row.getLong("quantity_max"));
  }

  /** As it is written. */
  static String code(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
