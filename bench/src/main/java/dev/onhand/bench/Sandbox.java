package dev.onhand.bench;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.store.database.DataDirectory;
import dev.onhand.store.database.Database;
import dev.onhand.store.database.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A database as it is shipped (durable commits and all) in a directory of its own, with sellers,
 * products and a location each.
 */
final class Sandbox implements AutoCloseable {

  static final int PRODUCTS = 10_000;
  static final int SELLERS = 1_000;
  static final String LOCATION = "main";

  private final Path directory;
  private final DataDirectory data;
  private final EmbeddedDatabase server;
  private final Database database;

  Sandbox() throws IOException, InterruptedException, SQLException {
    directory = Files.createTempDirectory("onhand-bench");
    data = DataDirectory.open(directory);
    server = EmbeddedDatabase.start(data);
    database = Database.open(server.settings());
    fill();
  }

  private void fill() throws SQLException {
    try (Connection connection = superuser();
        PreparedStatement statement =
            connection.prepareStatement(
                """
          insert into seller (code, name, time_zone, created_at)
          select 's' || n, 'Seller ' || n, 'UTC', now() from generate_series(1, 1000) as n;
          insert into seller_head (seller_id) select seller_id from seller;
          insert into product (seller_id, sku, sku_folded, name, name_folded, tracking, floor, created_at, updated_at)
          select s.seller_id, 'P' || n, 'p' || n, 'Product ' || n, 'product ' || n, 'tracked', 0, now(), now()
          from seller s cross join generate_series(1, 10000) as n
          where s.code = 's1' or n = 1;
          insert into location (seller_id, code, name, kind, created_at, updated_at)
          select seller_id, 'main', 'Main', 'warehouse', now(), now() from seller;
          analyze;
          """)) {
      statement.execute();
    }
  }

  Database database() {
    return database;
  }

  /** The seller by number, from 1; the first has {@link #PRODUCTS} products, the others one. */
  SellerId seller(int number) {
    return new SellerId(number);
  }

  Connection superuser() throws SQLException {
    return DriverManager.getConnection(
        server.settings().url(), server.superuser().user(), server.superuser().password().reveal());
  }

  JdbcClient asSuperuser(Connection connection) {
    return JdbcClient.create(new SingleConnectionDataSource(connection, true));
  }

  @Override
  public void close() throws IOException {
    database.close();
    server.close();
    data.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
