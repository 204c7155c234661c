package dev.onhand.store.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.ListingRule;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.engine.channels.Listing;
import dev.onhand.engine.channels.ListingGroup;
import dev.onhand.engine.channels.ListingRules;
import dev.onhand.engine.channels.Reckoning;
import dev.onhand.engine.channels.RulePreview;
import dev.onhand.engine.channels.Rules;
import dev.onhand.engine.channels.ScopedRule;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rules and groups of listings in PostgreSQL. */
public final class JdbcListingRules implements ListingRules {

  private final SellerTransactions transactions;

  public JdbcListingRules(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<ScopedRule> list(SellerId seller, long channel) {
    return transactions.call(seller, jdbc -> list(jdbc, seller, channel));
  }

  static List<ScopedRule> list(JdbcClient jdbc, SellerId seller, long channel) {
    return jdbc.sql(
            """
            select scope, subject, stops_selling, buffer, percent, fixed, max, min
            from listing_rule
            where seller_id = :seller and channel_id = :channel
            order by scope, subject
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .query((row, number) -> scoped(row))
        .list();
  }

  @Override
  public Optional<ListingRule> find(SellerId seller, long channel, ScopedRule.Scope scope) {
    return transactions.call(seller, jdbc -> find(jdbc, seller, channel, scope));
  }

  private static Optional<ListingRule> find(
      JdbcClient jdbc, SellerId seller, long channel, ScopedRule.Scope scope) {
    return Rules.of(among(jdbc, seller, channel, List.of(scope))).find(scope);
  }

  @Override
  public void set(
      SellerId seller,
      long channel,
      ScopedRule.Scope scope,
      @Nullable ListingRule rule,
      Edit edit) {
    transactions.run(seller, jdbc -> write(jdbc, seller, channel, scope, rule, edit));
    Desires.ofChannel(transactions, seller, channel, edit.at());
  }

  @Override
  public boolean replace(
      SellerId seller,
      long channel,
      ScopedRule.Scope scope,
      @Nullable ListingRule seen,
      @Nullable ListingRule rule,
      Edit edit) {
    boolean isSeen =
        transactions.call(
            seller,
            jdbc -> {
              oneAfterTheOther(jdbc, seller, channel);
              ListingRule now = find(jdbc, seller, channel, scope).orElse(null);
              if (!Objects.equals(now, seen)) {
                return false;
              }
              write(jdbc, seller, channel, scope, rule, edit);
              return true;
            });
    if (isSeen) {
      Desires.ofChannel(transactions, seller, channel, edit.at());
    }
    return isSeen;
  }

  /** Also where there is no rule yet, which could be locked itself. */
  private static void oneAfterTheOther(JdbcClient jdbc, SellerId seller, long channel) {
    jdbc.sql(
            """
            select channel_id from channel_account
            where seller_id = :seller and channel_id = :channel
            for no key update
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .query(Long.class)
        .list();
  }

  @Override
  public Rules over(SellerId seller, long channel, Listing listing) {
    List<ScopedRule.Scope> scopes =
        List.of(
            new ScopedRule.Scope.One(listing.id()),
            new ScopedRule.Scope.Group(listing.group()),
            new ScopedRule.Scope.Channel());
    return transactions.call(seller, jdbc -> Rules.of(among(jdbc, seller, channel, scopes)));
  }

  private static List<ScopedRule> among(
      JdbcClient jdbc, SellerId seller, long channel, List<ScopedRule.Scope> scopes) {
    return jdbc.sql(
            """
            select rule.scope, rule.subject, stops_selling, buffer, percent, fixed, max, min
            from unnest(cast(:scopes as text[]), cast(:subjects as text[])) as wanted (scope, subject)
            cross join lateral (
              select known.* from listing_rule as known
              where seller_id = :seller and channel_id = :channel and known.scope = wanted.scope
                and known.subject = wanted.subject
              offset 0) as rule
            """)
        .param("scopes", scopes.stream().map(ScopedRule.Scope::kind).toArray(String[]::new))
        .param("subjects", scopes.stream().map(ScopedRule.Scope::subject).toArray(String[]::new))
        .param("seller", seller.value())
        .param("channel", channel)
        .query((row, number) -> scoped(row))
        .list();
  }

  private static ScopedRule scoped(ResultSet row) throws SQLException {
    return new ScopedRule(
        ScopedRule.Scope.of(row.getString("scope"), row.getString("subject")), Desires.rule(row));
  }

  private static void write(
      JdbcClient jdbc,
      SellerId seller,
      long channel,
      ScopedRule.Scope scope,
      @Nullable ListingRule rule,
      Edit edit) {
    if (rule == null) {
      drop(jdbc, seller, channel, scope);
    } else {
      save(jdbc, seller, channel, new ScopedRule(scope, rule), edit);
    }
  }

  private static void drop(JdbcClient jdbc, SellerId seller, long channel, ScopedRule.Scope scope) {
    jdbc.sql(
            """
            delete from listing_rule
            where seller_id = :seller and channel_id = :channel and scope = :scope and subject = :subject
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("scope", scope.kind())
        .param("subject", scope.subject())
        .update();
  }

  private static void save(
      JdbcClient jdbc, SellerId seller, long channel, ScopedRule scoped, Edit edit) {
    ListingRule rule = scoped.rule();
    jdbc.sql(
            """
            insert into listing_rule (seller_id, channel_id, scope, subject, stops_selling, buffer, percent, fixed, max,
              min, actor, updated_at)
            values (:seller, :channel, :scope, :subject, :stops_selling, :buffer, :percent, :fixed, :max,
              :min, :actor, :at)
            on conflict (seller_id, channel_id, scope, subject) do update
            set stops_selling = excluded.stops_selling, buffer = excluded.buffer, percent = excluded.percent,
              fixed = excluded.fixed, max = excluded.max, min = excluded.min, actor = excluded.actor,
              updated_at = excluded.updated_at
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("scope", scoped.scope().kind())
        .param("subject", scoped.scope().subject())
        .param("stops_selling", rule.stopsSelling())
        .param("buffer", rule.buffer())
        .param("percent", rule.percent())
        .param("fixed", rule.fixed(), Types.BIGINT)
        .param("max", rule.max(), Types.BIGINT)
        .param("min", rule.min())
        .param("actor", edit.actor())
        .param("at", SqlTimes.toSql(edit.at()))
        .update();
  }

  @Override
  public RulePreview preview(
      SellerId seller, long channel, ScopedRule.Scope scope, @Nullable ListingRule rule) {
    return transactions.snapshot(
        seller,
        jdbc -> {
          Rules now = Rules.of(list(jdbc, seller, channel));
          return new Reckonings(jdbc, seller).preview(channel, scope, now, now.with(scope, rule));
        });
  }

  @Override
  public Optional<Reckoning> reckon(SellerId seller, long listing) {
    return transactions.snapshot(
        seller,
        jdbc ->
            ListingRows.find(jdbc, seller, listing)
                .filter(found -> found.match() != null)
                .map(found -> new Reckonings(jdbc, seller).of(found)));
  }

  @Override
  public List<ListingGroup> groups(SellerId seller, long channel) {
    return transactions.call(seller, jdbc -> groups(jdbc, seller, channel));
  }

  private static List<ListingGroup> groups(JdbcClient jdbc, SellerId seller, long channel) {
    return jdbc.sql(
            """
            select name, max(listings) as listings, bool_or(stops_selling) as stops_selling, max(buffer) as buffer,
              max(percent) as percent, max(fixed) as fixed, max(max) as max, max(min) as min
            from (
              select group_name as name, count(*) as listings, cast(null as boolean) as stops_selling,
                cast(null as bigint) as buffer, cast(null as integer) as percent, cast(null as bigint) as fixed,
                cast(null as bigint) as max, cast(null as bigint) as min
              from listing
              where seller_id = :seller and channel_id = :channel and group_name <> ''
              group by group_name
              union all
              select subject, 0, stops_selling, buffer, percent, fixed, max, min
              from listing_rule
              where seller_id = :seller and channel_id = :channel and scope = 'group') as known
            group by name
            order by name
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .query(
            (row, number) ->
                new ListingGroup(
                    row.getString("name"),
                    row.getLong("listings"),
                    row.getObject("percent") == null ? null : Desires.rule(row)))
        .list();
  }

  @Override
  public Saving<Listing> group(SellerId seller, long listing, String group, Edit edit) {
    return transactions.call(
        seller,
        jdbc -> {
          int changed =
              jdbc.sql(
                      """
                      update listing set group_name = :group, updated_at = :at, version = version + 1
                      where seller_id = :seller and listing_id = :listing
                        and (cast(:version as bigint) is null or version = :version)
                      """)
                  .param("group", group)
                  .param("at", SqlTimes.toSql(edit.at()))
                  .param("seller", seller.value())
                  .param("listing", listing)
                  .param("version", edit.expectedVersion(), Types.BIGINT)
                  .update();
          ListingRows.find(jdbc, seller, listing)
              .map(Listing::match)
              .ifPresent(
                  match ->
                      new Desires(jdbc, seller)
                          .ofProducts(new Long[] {match.product().value()}, edit.at()));
          return JdbcListings.saved(jdbc, seller, listing, changed);
        });
  }

  @Override
  public Saving<ListingGroup> rename(
      SellerId seller, long channel, String group, String name, Edit edit) {
    return transactions.call(
        seller,
        jdbc -> {
          List<ListingGroup> known = groups(jdbc, seller, channel);
          if (find(known, group).isEmpty()) {
            return new Saving.Missing<>();
          }
          if (find(known, name).isPresent()) {
            return new Saving.Taken<>(name);
          }
          move(jdbc, seller, channel, group, name, edit);
          return new Saving.Saved<>(find(groups(jdbc, seller, channel), name).orElseThrow());
        });
  }

  private static Optional<ListingGroup> find(List<ListingGroup> groups, String name) {
    return groups.stream().filter(group -> group.name().equals(name)).findFirst();
  }

  private static void move(
      JdbcClient jdbc, SellerId seller, long channel, String group, String name, Edit edit) {
    jdbc.sql(
            """
            with moved as (
              update listing_rule set subject = :name, actor = :actor, updated_at = :at
              where seller_id = :seller and channel_id = :channel and scope = 'group' and subject = :group)
            update listing set group_name = :name, updated_at = :at, version = version + 1
            where seller_id = :seller and channel_id = :channel and group_name = :group
            """)
        .param("name", name)
        .param("group", group)
        .param("actor", edit.actor())
        .param("at", SqlTimes.toSql(edit.at()))
        .param("seller", seller.value())
        .param("channel", channel)
        .update();
  }
}
