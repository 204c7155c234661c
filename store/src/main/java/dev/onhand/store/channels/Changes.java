package dev.onhand.store.channels;

import static dev.onhand.store.database.SqlArrays.longs;
import static dev.onhand.store.database.SqlArrays.texts;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.ChangeType;
import dev.onhand.engine.channels.AccountWorker;
import dev.onhand.store.database.SqlTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Entries of listings' histories that are written together. */
final class Changes {

  private final List<Change> changes = new ArrayList<>();
  private final String actor;

  /** By the channels themselves. */
  Changes() {
    this(AccountWorker.ACTOR);
  }

  /**
   * @param actor who changes them
   */
  Changes(String actor) {
    this.actor = actor;
  }

  private record Change(
      long listing,
      @Nullable Long before,
      @Nullable Long after,
      ChangeType type,
      @Nullable String order,
      @Nullable String line,
      @Nullable String reference,
      @Nullable String notes) {}

  /** What a listing is believed to show changed; nothing where it did not. */
  void add(
      long listing,
      @Nullable Long before,
      @Nullable Long after,
      ChangeType type,
      @Nullable String reference,
      @Nullable String notes) {
    if (!Objects.equals(before, after)) {
      changes.add(new Change(listing, before, after, type, null, null, reference, notes));
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
    changes.add(new Change(listing, before, after, type, order, line, null, notes));
  }

  void write(JdbcClient jdbc, SellerId seller, Instant at) {
    if (changes.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into listing_history (seller_id, listing_id, quantity_before, quantity_after, change_type,
              order_id, order_line, reference, actor, notes, at, pending_orders, movement_id)
            select :seller, made.listing_id, quantity_before, quantity_after, change_type, made.order_id, order_line, reference,
              :actor, notes, :at,
              pending_orders(:seller, l.product_id),
              (select m.movement_id from movement m
                where m.seller_id = :seller and m.product_id = l.product_id
                order by m.movement_id desc
                limit 1)
            from unnest(:listings, :befores, :afters, :types, :orders, :lines, :references, :notes)
              with ordinality as made (listing_id, quantity_before, quantity_after, change_type, order_id, order_line,
                reference, notes, place)
            left join listing l on l.seller_id = :seller and l.listing_id = made.listing_id
            order by place
            """)
        .param("seller", seller.value())
        .param("at", SqlTimes.toSql(at))
        .param("listings", longs(changes, Change::listing))
        .param("befores", longs(changes, Change::before))
        .param("afters", longs(changes, Change::after))
        .param("types", texts(changes, change -> change.type().code()))
        .param("orders", texts(changes, Change::order))
        .param("lines", texts(changes, Change::line))
        .param("references", texts(changes, Change::reference))
        .param("actor", actor)
        .param("notes", texts(changes, Change::notes))
        .update();
  }
}
