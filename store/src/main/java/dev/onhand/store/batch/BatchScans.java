package dev.onhand.store.batch;

import static dev.onhand.store.database.SqlArrays.flags;
import static dev.onhand.store.database.SqlArrays.longs;
import static dev.onhand.store.database.SqlArrays.texts;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.batch.NewScan;
import dev.onhand.engine.batch.ScanAnswer;
import dev.onhand.engine.batch.ScanAnswer.Outcome;
import dev.onhand.engine.batch.Unplaced.Why;
import dev.onhand.model.Sku;
import dev.onhand.store.database.SqlTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps scans, each once. */
final class BatchScans {

  private final JdbcClient jdbc;
  private final SellerId seller;

  BatchScans(JdbcClient jdbc, SellerId seller) {
    this.jdbc = jdbc;
    this.seller = seller;
  }

  /** A scan as it is kept, as far as it is to be compared with one that comes again. */
  private record Kept(
      long batch,
      String code,
      long units,
      boolean isRecount,
      @Nullable Sku sku,
      @Nullable Why why) {}

  /**
   * @return what became of each; if the batch takes in no more, only of those that were kept
   *     before; empty: there is no such batch
   */
  Optional<List<ScanAnswer>> keep(long batch, List<NewScan> scans, String actor, Instant now) {
    // Held until the commit, so that nothing is added to a batch that somebody closes just now, and
    // scans are kept in the order in which they came.
    Boolean isOpen =
        jdbc.sql(
                """
                select state = 'open' as is_open from stock_batch
                where seller_id = :seller and batch_id = :batch
                for no key update
                """)
            .param("seller", seller.value())
            .param("batch", batch)
            .query(Boolean.class)
            .optional()
            .orElse(null);
    if (isOpen == null) {
      return Optional.empty();
    }
    Set<String> fresh = isOpen ? insert(batch, scans, actor, now) : new HashSet<>();
    Map<String, Kept> kept = kept(scans);
    List<ScanAnswer> answers = new ArrayList<>();
    for (NewScan scan : scans) {
      Kept before = kept.get(scan.id());
      if (before != null) {
        // of one that is twice in the request the first is kept
        answers.add(answer(batch, scan, before, fresh.remove(scan.id())));
      }
    }
    return Optional.of(answers);
  }

  private static ScanAnswer answer(long batch, NewScan scan, Kept kept, boolean isFresh) {
    // Not the time: a device that does not know it leaves it to when the scan comes in.
    boolean isSame =
        kept.code().equals(scan.code())
            && kept.units() == scan.scan().units()
            && kept.isRecount() == scan.scan().isRecount();
    Outcome outcome = kept.batch() == batch ? Outcome.AGAIN : Outcome.IN_OTHER_BATCH;
    if (isFresh) {
      outcome = Outcome.KEPT;
    } else if (!isSame) {
      outcome = Outcome.ID_USED_DIFFERENTLY;
    }
    return new ScanAnswer(scan.id(), outcome, kept.batch(), kept.sku(), kept.why());
  }

  /**
   * @return the ids of those that were not there
   */
  private Set<String> insert(long batch, List<NewScan> scans, String actor, Instant now) {
    Map<String, Codes.Meaning> meanings =
        Codes.find(jdbc, seller, scans.stream().map(NewScan::code).toList());
    return new HashSet<>(
        jdbc.sql(
                """
                insert into stock_batch_scan (seller_id, scan_id, batch_id, code, units, is_recount, scanned_at, product_id,
                  unplaced, actor, received_at)
                select :seller, scan_id, :batch, code, units, is_recount, cast(scanned_at as timestamptz), product_id, unplaced,
                  :actor, :now
                from unnest(:ids, :codes, :units, :recounts, :times, :products, :unplaced)
                  with ordinality as made (scan_id, code, units, is_recount, scanned_at, product_id, unplaced, place)
                order by place
                on conflict (seller_id, scan_id) do nothing
                returning scan_id
                """)
            .param("seller", seller.value())
            .param("batch", batch)
            .param("actor", actor)
            .param("now", SqlTimes.toSql(now))
            .param("ids", texts(scans, NewScan::id))
            .param("codes", texts(scans, NewScan::code))
            .param("units", longs(scans, one -> one.scan().units()))
            .param("recounts", flags(scans, one -> one.scan().isRecount()))
            .param("times", texts(scans, one -> one.scan().at().toString()))
            .param("products", longs(scans, one -> product(meanings, one)))
            .param("unplaced", texts(scans, one -> unplaced(meanings, one)))
            .query(String.class)
            .list());
  }

  private static @Nullable Long product(Map<String, Codes.Meaning> meanings, NewScan scan) {
    var product = Objects.requireNonNull(meanings.get(scan.code())).product();
    return product == null ? null : product.value();
  }

  private static @Nullable String unplaced(Map<String, Codes.Meaning> meanings, NewScan scan) {
    Why why = Objects.requireNonNull(meanings.get(scan.code())).why();
    return why == null ? null : why.code();
  }

  private Map<String, Kept> kept(List<NewScan> scans) {
    Map<String, Kept> kept = new HashMap<>();
    jdbc.sql(
            """
            select s.scan_id, s.batch_id, s.code, s.units, s.is_recount, p.sku, s.unplaced
            from stock_batch_scan s
            left join product p on p.seller_id = :seller and p.product_id = s.product_id
            where s.seller_id = :seller and s.scan_id = any (:ids)
            """)
        .param("seller", seller.value())
        .param("ids", texts(scans, NewScan::id))
        .query(
            row -> {
              String sku = row.getString("sku");
              String why = row.getString("unplaced");
              kept.put(
                  row.getString("scan_id"),
                  new Kept(
                      row.getLong("batch_id"),
                      row.getString("code"),
                      row.getLong("units"),
                      row.getBoolean("is_recount"),
                      sku == null ? null : new Sku(sku),
                      why == null ? null : Why.read(why)));
            });
    return kept;
  }
}
