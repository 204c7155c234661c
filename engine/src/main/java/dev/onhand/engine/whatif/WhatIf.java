package dev.onhand.engine.whatif;

import dev.onhand.connector.StockSemantics.TakesOff;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.ListingRule;
import dev.onhand.core.order.Sourcing;
import dev.onhand.core.replay.Replay;
import dev.onhand.core.replay.Replayed;
import dev.onhand.core.replay.Setup;
import dev.onhand.engine.catalogue.Locations;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.AccountBudget;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.Connectors;
import dev.onhand.engine.channels.ListingRules;
import dev.onhand.engine.channels.Rules;
import dev.onhand.engine.orders.ChannelSetup;
import dev.onhand.engine.orders.Channels;
import dev.onhand.model.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what a past period would have come to under other settings. */
public final class WhatIf {

  private static final List<String> ALWAYS =
      List.of(
          "Stock that came, was moved, counted or written off did so all the same, and so did returns.",
          "Who bought then buys again, but for lines of which a listing shows too few under the other"
              + " settings and enough under those as they are: these are lost. Nobody buys more because"
              + " more is shown, so what a smaller buffer would have sold is not counted.",
          "What is not changed is as it is now: rules, listings, floors, locations, priorities.");

  private final Past past;
  private final Channels channels;
  private final Accounts accounts;
  private final Connectors connectors;
  private final ListingRules rules;
  private final Locations locations;

  public WhatIf(
      Past past,
      Channels channels,
      Accounts accounts,
      Connectors connectors,
      ListingRules rules,
      Locations locations) {
    this.past = past;
    this.channels = channels;
    this.accounts = accounts;
    this.connectors = connectors;
    this.rules = rules;
    this.locations = locations;
  }

  /**
   * What came of it.
   *
   * @param assumptions what could not be known, in sentences
   */
  public record Answer(Replayed replayed, List<String> assumptions) {
    public Answer {
      assumptions = List.copyOf(assumptions);
    }
  }

  /**
   * Lives through the period twice: under the settings as they are and under the others. Changes
   * nothing.
   *
   * @throws IllegalArgumentException if a channel is not known, or has nothing of what is changed
   * @throws Past.TooLongException if the period is too long
   */
  public Answer ask(SellerId seller, Change change) {
    List<String> assumptions = new ArrayList<>(ALWAYS);
    Setup now = setup(seller, change, assumptions);
    Setup then = changed(now, change);
    now.channels().values().stream()
        .filter(channel -> channel.account() == null)
        .filter(channel -> isBuffered(change, channel.code()))
        .map(channel -> channel.code() + " has no account: each product counts as a listing there.")
        .forEach(assumptions::add);
    Replayed replayed =
        past.tell(seller, change.from(), change.to(), start -> new Replay(start, now, then));
    if (replayed.unsure() > 0) {
      assumptions.add(
          "In %d of %d steps it is not told which of an order's lines waited; the first were taken."
              .formatted(replayed.unsure(), replayed.steps()));
    }
    return new Answer(replayed, assumptions);
  }

  private static boolean isBuffered(Change change, String channel) {
    Change.OfChannel other = change.channels().get(channel);
    return other != null && other.buffer() != null;
  }

  /** The settings as they are. */
  private Setup setup(SellerId seller, Change change, List<String> assumptions) {
    Map<String, Account> known = new HashMap<>();
    accounts.list(seller).forEach(account -> known.put(account.code(), account));
    Map<Long, List<Past.Item>> items = past.listings(seller);
    Map<String, LocationId> codes = new HashMap<>();
    known.values().stream()
        .flatMap(account -> account.locations().stream())
        .distinct()
        .forEach(
            code ->
                locations
                    .find(seller, LocationRef.code(code))
                    .ifPresent(location -> codes.put(code, location.id())));
    Map<String, Setup.Channel> setup = new HashMap<>();
    for (ChannelSetup one : channels.list(seller)) {
      String code = one.channel().code();
      Account account = known.get(code);
      Sourcing sourcing = one.channel().rules().sourcing();
      setup.put(
          code,
          new Setup.Channel(
              code,
              sourcing,
              account == null
                  ? null
                  : account(
                      account,
                      codes,
                      items.getOrDefault(account.channel(), List.of()),
                      lag(account, change, assumptions)),
              ListingRule.NONE));
    }
    return new Setup(setup);
  }

  private Duration lag(Account account, Change change, List<String> assumptions) {
    Past.Lag lag = past.lag(account.seller(), account.channel(), change.from());
    if (lag == null) {
      assumptions.add(account.code() + " was not pushed to: its listings show a number at once.");
      return Duration.ZERO;
    }
    Duration taken = change.isAtSlowest() ? lag.p99() : lag.p50();
    assumptions.add(
        "Listings of %s show a number after %d ms, %s of %d pushes."
            .formatted(
                account.code(),
                taken.toMillis(),
                change.isAtSlowest() ? "as one of a hundred" : "the middle",
                lag.pushes()));
    return taken;
  }

  private Setup.Account account(
      Account account, Map<String, LocationId> codes, List<Past.Item> items, Duration lag) {
    Set<LocationId> sold = new HashSet<>();
    for (String code : account.locations()) {
      LocationId location = codes.get(code);
      if (location != null) {
        sold.add(location);
      }
    }
    Rules ofChannel = Rules.of(rules.list(account.seller(), account.channel()));
    return new Setup.Account(
        sold,
        account.semantics().takesOff() != TakesOff.NEVER,
        account.semantics().quantityMax(),
        lag,
        budget(account, account.budget()),
        items.stream()
            .map(
                item ->
                    new Setup.Outlet(
                        item.listing(),
                        item.product(),
                        item.units(),
                        ofChannel
                            .holding(item.listing(), item.group())
                            .rule()
                            .keepingBack(item.tuned())))
            .toList());
  }

  private Setup.Budget budget(Account account, AccountBudget budget) {
    return budget(connectors.perPush(account), budget);
  }

  private static Setup.Budget budget(int perCall, AccountBudget budget) {
    return new Setup.Budget(
        perCall, budget.callsPerSecond(), budget.callsPerDay(), budget.pushesPerListing());
  }

  private static Setup changed(Setup now, Change change) {
    for (Map.Entry<String, Change.OfChannel> other : change.channels().entrySet()) {
      Setup.Channel channel = now.channels().get(other.getKey());
      if (channel == null) {
        throw new IllegalArgumentException(
            "channels names '%s', and there is no such channel"
                .formatted(Text.shown(other.getKey())));
      }
      if (channel.account() == null && other.getValue().budget() != null) {
        throw new IllegalArgumentException(
            "channels gives a budget to %s, which has no account: nothing is spent of it"
                .formatted(other.getKey()));
      }
    }
    Map<String, Setup.Channel> channels = new HashMap<>();
    now.channels()
        .forEach(
            (code, channel) ->
                channels.put(
                    code, changed(channel, change.sourcing(), change.channels().get(code))));
    return new Setup(channels);
  }

  private static Setup.Channel changed(
      Setup.Channel channel, @Nullable Sourcing usual, Change.@Nullable OfChannel other) {
    Sourcing sourcing = usual == null ? channel.sourcing() : usual;
    if (other == null) {
      return new Setup.Channel(channel.code(), sourcing, channel.account(), channel.rule());
    }
    return new Setup.Channel(
        channel.code(),
        other.sourcing() == null ? sourcing : other.sourcing(),
        channel.account() == null ? null : changed(channel.account(), other),
        buffered(channel.rule(), other));
  }

  private static Setup.Account changed(Setup.Account account, Change.OfChannel other) {
    return new Setup.Account(
        account.locations(),
        account.takesOff(),
        account.quantityMax(),
        account.lag(),
        other.budget() == null
            ? account.budget()
            : budget(account.budget().perCall(), other.budget()),
        account.listings().stream()
            .map(
                outlet ->
                    new Setup.Outlet(
                        outlet.id(),
                        outlet.product(),
                        outlet.units(),
                        buffered(outlet.rule(), other)
                            .keepingBack(other.tuned().getOrDefault(outlet.product(), 0L))))
            .toList());
  }

  private static ListingRule buffered(ListingRule rule, Change.OfChannel other) {
    return other.buffer() == null ? rule : rule.withBuffer(other.buffer());
  }
}
