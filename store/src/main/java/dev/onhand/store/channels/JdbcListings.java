package dev.onhand.store.channels;

import dev.onhand.connector.RemoteListing;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.engine.channels.Lease;
import dev.onhand.engine.channels.LeaseLostException;
import dev.onhand.engine.channels.Listing;
import dev.onhand.engine.channels.ListingChange;
import dev.onhand.engine.channels.ListingFilter;
import dev.onhand.engine.channels.Listings;
import dev.onhand.engine.channels.Push;
import dev.onhand.engine.channels.ReadPage;
import dev.onhand.engine.channels.Sale;
import dev.onhand.engine.channels.SoldLine;
import dev.onhand.engine.channels.Suggestion;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Listings in PostgreSQL. */
public final class JdbcListings implements Listings {

  /** Listings of so many products are locked at once: orders that were sold of them wait. */
  private static final int AT_ONCE = 25;

  private final SellerTransactions transactions;

  public JdbcListings(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<Listing> find(SellerId seller, long id) {
    return transactions.call(seller, jdbc -> ListingRows.find(jdbc, seller, id));
  }

  @Override
  public Slice<Listing> list(SellerId seller, ListingFilter filter, PageRequest page) {
    return transactions.call(seller, jdbc -> ListingRows.list(jdbc, seller, filter, page));
  }

  @Override
  public Slice<ListingChange> history(SellerId seller, long listing, PageRequest page) {
    return transactions.call(seller, jdbc -> ListingRows.history(jdbc, seller, listing, page));
  }

  @Override
  public Saving<Listing> match(
      SellerId seller, long listing, @Nullable ProductId product, long units, Edit edit) {
    return transactions.call(
        seller,
        jdbc -> {
          int changed = Matches.match(jdbc, seller, listing, product, units, edit);
          if (changed > 0 && product != null) {
            new Desires(jdbc, seller).ofProducts(new Long[] {product.value()}, edit.at());
          }
          return saved(jdbc, seller, listing, changed);
        });
  }

  @Override
  public Map<Long, List<Suggestion>> suggest(SellerId seller, Collection<Listing> listings) {
    return transactions.call(seller, jdbc -> Suggestions.of(jdbc, seller, listings));
  }

  @Override
  public Saving<Listing> unblock(SellerId seller, long listing, Edit edit) {
    return transactions.call(
        seller,
        jdbc -> {
          int changed =
              jdbc.sql(
                      """
                      update listing
                      set refused = null, refused_detail = null, refused_at = null, failures = 0, retry_at = null,
                        updated_at = :at, version = version + 1
                      where seller_id = :seller and listing_id = :listing
                        and (cast(:version as bigint) is null or version = :version)
                      """)
                  .param("at", SqlTimes.toSql(edit.at()))
                  .param("seller", seller.value())
                  .param("listing", listing)
                  .param("version", edit.expectedVersion(), Types.BIGINT)
                  .update();
          return saved(jdbc, seller, listing, changed);
        });
  }

  static Saving<Listing> saved(JdbcClient jdbc, SellerId seller, long listing, int changed) {
    Optional<Listing> now = ListingRows.find(jdbc, seller, listing);
    if (now.isEmpty()) {
      return new Saving.Missing<>();
    }
    return changed == 0 ? new Saving.Stale<>(now.get().version()) : new Saving.Saved<>(now.get());
  }

  @Override
  public Set<Long> refresh(SellerId seller, Collection<ProductId> products, Instant now) {
    if (products.isEmpty()) {
      return Set.of();
    }
    Long[] ids = products.stream().map(ProductId::value).distinct().sorted().toArray(Long[]::new);
    Set<Long> channels = new HashSet<>();
    List<List<Long>> busy = new ArrayList<>();
    for (int from = 0; from < ids.length; from += AT_ONCE) {
      Long[] piece = Arrays.copyOfRange(ids, from, Math.min(from + AT_ONCE, ids.length));
      Desires.Computed computed =
          transactions.call(seller, jdbc -> new Desires(jdbc, seller).ofFree(piece, now));
      channels.addAll(computed.channels());
      busy.addAll(computed.busy());
    }
    for (List<Long> one : busy) {
      channels.addAll(
          transactions.call(seller, jdbc -> new Desires(jdbc, seller).ofListings(one, now)));
    }
    return channels;
  }

  @Override
  public void refreshAll(SellerId seller, long channel, Instant now) {
    Desires.ofChannel(transactions, seller, channel, now);
  }

  @Override
  public Set<Long> catchUp(SellerId seller, LongPredicate known, long end, Instant now) {
    Set<Long> channels = new HashSet<>();
    List<Desires.Fed> piece =
        transactions.call(
            seller,
            jdbc -> {
              if (Desires.beginFeed(jdbc, seller)) {
                // What was recorded before it began, and of which nobody told, is not in it.
                channels.addAll(Desires.channels(jdbc, seller));
              }
              return Desires.fed(jdbc, seller, end);
            });
    channels.forEach(channel -> refreshAll(seller, channel, now));
    while (!piece.isEmpty()) {
      channels.addAll(
          refresh(
              seller,
              piece.stream()
                  .filter(fed -> !known.test(fed.movement()))
                  .map(Desires.Fed::product)
                  .collect(Collectors.toSet()),
              now));
      long last = piece.getLast().movement();
      piece =
          transactions.call(
              seller,
              jdbc -> {
                Desires.moveFeed(jdbc, seller, last);
                return Desires.fed(jdbc, seller, end);
              });
    }
    return channels;
  }

  @Override
  public List<Push> take(SellerId seller, long channel, Lease lease, int max, Instant now) {
    return transactions.call(
        seller, jdbc -> new Pushes(jdbc, seller, channel).take(lease, max, now));
  }

  @Override
  public boolean isAnyRaised(SellerId seller, long channel, Instant now) {
    return transactions.call(seller, jdbc -> new Looks(jdbc, seller, channel).isAnyRaised(now));
  }

  @Override
  public long countRefused(SellerId seller, long channel) {
    return transactions.call(seller, jdbc -> new Looks(jdbc, seller, channel).countRefused());
  }

  @Override
  public Map<Long, Backlog> backlogs(SellerId seller, List<Long> channels) {
    return transactions.call(seller, jdbc -> Looks.backlogs(jdbc, seller, channels));
  }

  @Override
  public boolean isAnyDrift(SellerId seller, long channel, Instant since) {
    return transactions.call(seller, jdbc -> new Looks(jdbc, seller, channel).isAnyDrift(since));
  }

  @Override
  public boolean differs(SellerId seller, long channel, List<RemoteListing> shown) {
    return transactions.call(seller, jdbc -> new Looks(jdbc, seller, channel).differs(shown));
  }

  @Override
  public Counts count(SellerId seller, long channel, Instant now) {
    return transactions.call(seller, jdbc -> new Looks(jdbc, seller, channel).count(now));
  }

  @Override
  public List<Push> attempted(SellerId seller, long channel, int max) {
    return transactions.call(seller, jdbc -> new Pushes(jdbc, seller, channel).attempted(max));
  }

  @Override
  public boolean answered(SellerId seller, long channel, Lease lease, List<Push.Answered> answers) {
    return transactions.call(
        seller, jdbc -> new PushAnswers(jdbc, seller, channel).write(lease, answers));
  }

  @Override
  public void forgotten(SellerId seller, long channel, Lease lease, List<Push> pushes, Instant at) {
    transactions.run(
        seller, jdbc -> new PushAnswers(jdbc, seller, channel).forgotten(lease, pushes, at));
  }

  @Override
  public Map<String, Named> byName(SellerId seller, long channel, Set<String> names) {
    return names.isEmpty()
        ? Map.of()
        : transactions.call(seller, jdbc -> new Matches(jdbc, seller, channel).byName(names));
  }

  @Override
  public void sold(SellerId seller, long channel, List<Sale> sales, Instant now) {
    if (sales.isEmpty()) {
      return;
    }
    transactions.run(seller, jdbc -> new Sales(jdbc, seller, channel).apply(sales, now));
  }

  @Override
  public void unnamed(SellerId seller, long channel, List<String> orders, List<SoldLine> sold) {
    if (!orders.isEmpty()) {
      transactions.run(
          seller, jdbc -> new UnnamedSales(jdbc, seller, channel).replace(orders, sold));
    }
  }

  @Override
  public ReadPage.Result read(SellerId seller, long channel, Lease lease, ReadPage page) {
    return transactions.call(
        seller,
        jdbc -> {
          requireLease(jdbc, seller, channel, lease);
          return new Reads(jdbc, seller, channel).read(page);
        });
  }

  @Override
  public int endRead(SellerId seller, long channel, Lease lease, long run, Instant at) {
    return transactions.call(
        seller,
        jdbc -> {
          requireLease(jdbc, seller, channel, lease);
          return new Reads(jdbc, seller, channel).endRead(run, at);
        });
  }

  /** Another worker cannot take the account over before this transaction ends. */
  static void requireLease(JdbcClient jdbc, SellerId seller, long channel, Lease lease) {
    boolean isHeld =
        jdbc.sql(
                """
                select 1 from channel_account
                where seller_id = :seller and channel_id = :channel and lease_epoch = :epoch
                for share
                """)
            .param("seller", seller.value())
            .param("channel", channel)
            .param("epoch", lease.epoch())
            .query(Integer.class)
            .optional()
            .isPresent();
    if (!isHeld) {
      throw new LeaseLostException(channel);
    }
  }
}
