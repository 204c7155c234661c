package dev.onhand.store.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.ChangeType;
import dev.onhand.store.database.SqlTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Entries of listings' histories that are written together. */
final class Changes {

  private final List<Change> changes = new ArrayList<>();

  private record Change(
      long listing,
      @Nullable Long before,
      @Nullable Long after,
      ChangeType type,
      @Nullable String order,
      @Nullable String line,
      @Nullable String reference,
      String actor,
      @Nullable String notes) {}

  /** What a listing is believed to show changed; nothing where it did not. */
  void add(
      long listing,
      @Nullable Long before,
      @Nullable Long after,
      ChangeType type,
      @Nullable String reference,
      String actor,
      @Nullable String notes) {
    if (!Objects.equals(before, after)) {
      changes.add(new Change(listing, before, after, type, null, null, reference, actor, notes));
    }
  }

  /** The same, by an order; also where it changed nothing, so that people see why not. */
  void addOrder(
      long listing,
      @Nullable Long before,
      @Nullable Long after,
      ChangeType type,
      String order,
      String line,
      @Nullable String notes) {
    changes.add(
        new Change(listing, before, after, type, order, line, null, "system:channels", notes));
  }

  void write(JdbcClient jdbc, SellerId seller, Instant at) {
    if (changes.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into listing_history (seller_id, listing_id, quantity_before, quantity_after, change_type,
              order_id, order_line, reference, actor, notes, at)
            select :seller, listing_id, quantity_before, quantity_after, change_type, order_id, order_line, reference,
              actor, notes, :at
            from unnest(:listings, :befores, :afters, :types, :orders, :lines, :references, :actors, :notes)
              with ordinality as made (listing_id, quantity_before, quantity_after, change_type, order_id, order_line,
                reference, actor, notes, place)
            order by place
            """)
        .param("seller", seller.value())
        .param("at", SqlTimes.toSql(at))
        .param("listings", longs(Change::listing))
        .param("befores", longs(Change::before))
        .param("afters", longs(Change::after))
        .param("types", texts(change -> change.type().code()))
        .param("orders", texts(Change::order))
        .param("lines", texts(Change::line))
        .param("references", texts(Change::reference))
        .param("actors", texts(Change::actor))
        .param("notes", texts(Change::notes))
        .update();
  }

  private @Nullable Long[] longs(Function<Change, @Nullable Long> value) {
    return changes.stream().map(value).toArray(Long[]::new);
  }

  private @Nullable String[] texts(Function<Change, @Nullable String> value) {
    return changes.stream().map(value).toArray(String[]::new);
  }
}
