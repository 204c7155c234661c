package dev.onhand.store.catalogue;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Location;
import dev.onhand.engine.catalogue.LocationData;
import dev.onhand.engine.catalogue.LocationPatch;
import dev.onhand.engine.catalogue.Locations;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Locations in PostgreSQL. */
public final class JdbcLocations implements Locations {

  private final SellerTransactions transactions;

  public JdbcLocations(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<Location> find(SellerId seller, LocationRef ref) {
    return transactions.call(
        seller,
        jdbc ->
            findId(jdbc, seller, ref)
                .flatMap(id -> load(jdbc, seller, List.of(id)).stream().findFirst()));
  }

  @Override
  public Slice<Location> list(SellerId seller, PageRequest page) {
    return transactions.call(
        seller,
        jdbc -> {
          String code = cursorCode(jdbc, seller, page);
          List<Long> found =
              page.backwards() ? before(jdbc, seller, code, page) : after(jdbc, seller, code, page);
          Slice<Long> slice = Slice.of(page, found);
          return new Slice<>(load(jdbc, seller, slice.rows()), slice.hasMore());
        });
  }

  private static String cursorCode(JdbcClient jdbc, SellerId seller, PageRequest page) {
    Long id = page.backwards() ? page.before() : page.after();
    if (id == null) {
      return "";
    }
    return jdbc.sql("select code from location where seller_id = :seller and location_id = :id")
        .param("seller", seller.value())
        .param("id", id)
        .query(String.class)
        .optional()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no such location; take the id of a location that the list gave"));
  }

  private static List<Long> after(JdbcClient jdbc, SellerId seller, String code, PageRequest page) {
    return jdbc.sql(
            """
            select location_id from location
            where seller_id = :seller and code > :code
            order by code
            limit :rows
            """)
        .param("seller", seller.value())
        .param("code", code)
        .param("rows", page.rowsToRead())
        .query((row, number) -> row.getLong("location_id"))
        .list();
  }

  private static List<Long> before(
      JdbcClient jdbc, SellerId seller, String code, PageRequest page) {
    return jdbc.sql(
            """
            select location_id from location
            where seller_id = :seller and code < :code
            order by code desc
            limit :rows
            """)
        .param("seller", seller.value())
        .param("code", code)
        .param("rows", page.rowsToRead())
        .query((row, number) -> row.getLong("location_id"))
        .list();
  }

  private static List<Location> load(JdbcClient jdbc, SellerId seller, List<Long> ids) {
    return jdbc.sql(
            """
            select location_id, code, name, kind, sellable, priority, latitude, longitude, created_at, updated_at, version
            from location
            where seller_id = :seller and location_id = any (:ids)
            order by code
            """)
        .param("seller", seller.value())
        .param("ids", ids.toArray(Long[]::new))
        .query((row, number) -> location(row))
        .list();
  }

  private static Location location(ResultSet row) throws SQLException {
    LocationData data =
        new LocationData(
            row.getString("code"),
            row.getString("name"),
            LocationData.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
            row.getBoolean("sellable"),
            row.getInt("priority"),
            row.getObject("latitude", Double.class),
            row.getObject("longitude", Double.class));
    return new Location(
        new LocationId(row.getLong("location_id")),
        data,
        SqlTimes.get(row, "created_at"),
        SqlTimes.get(row, "updated_at"),
        row.getLong("version"));
  }

  private static Optional<Long> findId(JdbcClient jdbc, SellerId seller, LocationRef ref) {
    return switch (ref) {
      case LocationId id -> Optional.of(id.value());
      case LocationRef.ByCode byCode ->
          jdbc.sql(
                  """
                  select location_id from location
                  where seller_id = :seller and code = :code
                  """)
              .param("seller", seller.value())
              .param("code", byCode.code())
              .query(Long.class)
              .optional();
    };
  }

  @Override
  public Saving<Location> create(SellerId seller, LocationData data, Instant at) {
    return transactions.call(
        seller,
        jdbc ->
            insert(jdbc, seller, data, at)
                .<Saving<Location>>map(
                    id -> new Saving.Saved<>(load(jdbc, seller, List.of(id)).getFirst()))
                .orElseGet(() -> new Saving.Taken<>(data.code())));
  }

  private static Optional<Long> insert(
      JdbcClient jdbc, SellerId seller, LocationData data, Instant at) {
    return jdbc.sql(
            """
            insert into location (
              seller_id, code, name, kind, sellable, priority, latitude, longitude, created_at, updated_at)
            values (:seller, :code, :name, :kind, :sellable, :priority, :latitude, :longitude, :at, :at)
            on conflict on constraint location_code_unique do nothing
            returning location_id
            """)
        .param("seller", seller.value())
        .param("code", data.code())
        .param("name", data.name())
        .param("kind", data.kind().code())
        .param("sellable", data.sellable())
        .param("priority", data.priority())
        .param("latitude", data.latitude(), Types.DOUBLE)
        .param("longitude", data.longitude(), Types.DOUBLE)
        .param("at", SqlTimes.toSql(at))
        .query(Long.class)
        .optional();
  }

  @Override
  public Saving<Location> change(SellerId seller, LocationRef ref, LocationPatch patch, Edit edit) {
    return transactions.call(
        seller,
        jdbc -> {
          Optional<Long> id = findId(jdbc, seller, ref).filter(found -> lock(jdbc, seller, found));
          if (id.isEmpty()) {
            return new Saving.Missing<>();
          }
          Location before = load(jdbc, seller, List.of(id.get())).getFirst();
          if (edit.expectedVersion() != null && edit.expectedVersion() != before.version()) {
            return new Saving.Stale<>(before.version());
          }
          return change(jdbc, seller, before, LocationData.of(before.data(), patch), edit.at());
        });
  }

  private static boolean lock(JdbcClient jdbc, SellerId seller, long id) {
    return jdbc.sql(
            """
            select location_id from location
            where seller_id = :seller and location_id = :id
            for no key update
            """)
        .param("seller", seller.value())
        .param("id", id)
        .query(Long.class)
        .optional()
        .isPresent();
  }

  private static Saving<Location> change(
      JdbcClient jdbc, SellerId seller, Location before, LocationData data, Instant at) {
    if (data.equals(before.data())) {
      return new Saving.Saved<>(before);
    }
    boolean recoded = !data.code().equals(before.data().code());
    if (recoded && findId(jdbc, seller, LocationRef.code(data.code())).isPresent()) {
      return new Saving.Taken<>(data.code());
    }
    update(jdbc, seller, before.id(), data, at);
    return new Saving.Saved<>(load(jdbc, seller, List.of(before.id().value())).getFirst());
  }

  private static void update(
      JdbcClient jdbc, SellerId seller, LocationId id, LocationData data, Instant at) {
    jdbc.sql(
            """
            update location
            set code = :code, name = :name, kind = :kind, sellable = :sellable, priority = :priority,
              latitude = :latitude, longitude = :longitude, updated_at = :at, version = version + 1
            where seller_id = :seller and location_id = :id
            """)
        .param("code", data.code())
        .param("name", data.name())
        .param("kind", data.kind().code())
        .param("sellable", data.sellable())
        .param("priority", data.priority())
        .param("latitude", data.latitude(), Types.DOUBLE)
        .param("longitude", data.longitude(), Types.DOUBLE)
        .param("at", SqlTimes.toSql(at))
        .param("seller", seller.value())
        .param("id", id.value())
        .update();
  }
}
