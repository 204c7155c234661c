package dev.onhand.server.pages;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.Connectors;
import dev.onhand.engine.channels.Inbox;
import dev.onhand.engine.channels.Listings;
import dev.onhand.engine.channels.Reconciliation;
import dev.onhand.engine.channels.Reconciliations;
import dev.onhand.engine.channels.Spending;
import dev.onhand.engine.service.PageTimes;
import dev.onhand.engine.service.ServiceDays;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How well channels and stock agree and how this server serves, in numbers; how each is made is
 * said below them.
 */
@Component
final class Measures {

  static final int DAYS = 30;

  /** Pages that come later are waited for. */
  private static final Duration PAGE_MAX = Duration.ofMillis(200);

  /** Less of the time than that is not to be relied on. */
  private static final double UP_SHARE_MIN = 0.999;

  /** A call that waits longer is waited for; as the alert that is shipped has it. */
  private static final Duration CALL_WAITS_MAX = Duration.ofMinutes(2);

  /** What one who sells can live with. */
  private static final double SHARE_MAX = 0.005;

  private final Accounts accounts;
  private final Connectors connectors;
  private final Listings listings;
  private final Reconciliations reconciliations;
  private final Inbox inbox;
  private final ServiceDays days;
  private final InstantSource clock;

  Measures(
      Accounts accounts,
      Connectors connectors,
      Listings listings,
      Reconciliations reconciliations,
      Inbox inbox,
      ServiceDays days,
      InstantSource clock) {
    this.accounts = accounts;
    this.connectors = connectors;
    this.listings = listings;
    this.reconciliations = reconciliations;
    this.inbox = inbox;
    this.days = days;
    this.clock = clock;
  }

  /** Each account of the seller. */
  List<ChannelHealth> channels(SellerId seller) {
    List<Account> all = accounts.list(seller);
    Map<Long, Listings.Backlog> waiting =
        listings.backlogs(seller, all.stream().map(Account::channel).toList());
    Map<Long, Reconciliation.Counts> last = reconciliations.last(seller);
    return all.stream()
        .map(
            account ->
                new ChannelHealth(
                    account,
                    Objects.requireNonNull(waiting.get(account.channel())),
                    connectors.leftRatio(account),
                    accounts.calls(seller, account.channel(), DAYS),
                    last.get(account.channel())))
        .toList();
  }

  /** Of these channels, where there are any, and of the server. */
  List<OverviewTile> of(SellerId seller, List<ChannelHealth> all) {
    Instant now = clock.instant();
    List<OverviewTile> tiles = new ArrayList<>();
    if (!all.isEmpty()) {
      agreed(all).ifPresent(tiles::add);
      tiles.add(saved(seller, all));
      Inbox.Backlog calls = inbox.backlog(seller, now.truncatedTo(ChronoUnit.DAYS));
      tiles.add(
          new OverviewTile(
              "Calls of channels worked off today", Show.units(calls.done()), "#events", false));
      tiles.add(oldest(calls.waitingSince(), now));
    }
    ServiceDays.Served served = days.served(DAYS, now);
    pages(served).ifPresent(tiles::add);
    up(served).ifPresent(tiles::add);
    return List.copyOf(tiles);
  }

  private static OverviewTile oldest(@Nullable Instant since, Instant now) {
    return new OverviewTile(
        "Oldest call of a channel that waits",
        since == null ? "none" : Show.ago(since, now),
        "#waits",
        since != null && since.isBefore(now.minus(CALL_WAITS_MAX)));
  }

  /** Empty: no page was noted yet. */
  private static Optional<OverviewTile> pages(ServiceDays.Served served) {
    if (served.pages().stream().allMatch(pages -> pages == 0)) {
      return Optional.empty();
    }
    Optional<Duration> p95 = PageTimes.BOUNDS.p95(served.pages());
    String within =
        p95.map(Measures::said)
            .orElseGet(() -> "over " + said(PageTimes.BOUNDS.bounds().getLast()));
    return Optional.of(
        new OverviewTile(
            "95 % of pages made within",
            within, "#pages", p95.isEmpty() || p95.get().compareTo(PAGE_MAX) > 0));
  }

  private static String said(Duration time) {
    return time.toMillis() < 1_000
        ? time.toMillis() + " ms"
        : BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
  }

  /** Empty: no minute is over since the first one that was noted. */
  private static Optional<OverviewTile> up(ServiceDays.Served served) {
    if (served.minutes() == 0) {
      return Optional.empty();
    }
    double share = (double) served.up() / served.minutes();
    return Optional.of(
        new OverviewTile(
            "Uptime of %d days".formatted(DAYS), percent(share), "#uptime", share < UP_SHARE_MIN));
  }

  /** Rounded down, so that what is not whole never looks so. */
  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", Math.floor(share * 10_000) / 100);
  }

  /** Of the last comparison of each channel; empty: none is at its end. */
  private static Optional<OverviewTile> agreed(List<ChannelHealth> all) {
    List<Reconciliation.Counts> last =
        all.stream().flatMap(one -> Stream.ofNullable(one.last())).toList();
    long compared = last.stream().mapToLong(Reconciliation.Counts::listings).sum();
    if (compared == 0) {
      return Optional.empty();
    }
    long differing = last.stream().mapToLong(Reconciliation.Counts::differing).sum();
    double share = (double) differing / compared;
    return Optional.of(
        new OverviewTile("Listings that agreed", percent(1 - share), "#agreed", share > SHARE_MAX));
  }

  private OverviewTile saved(SellerId seller, List<ChannelHealth> all) {
    long polling = 0;
    long saved = 0;
    for (ChannelHealth one : all) {
      long channel = one.account().channel();
      Reconciliation.Counts last = one.last();
      long shown =
          last == null ? listings.count(seller, channel, clock.instant()).all() : last.listings();
      for (Spending day : Spending.of(one.calls(), accounts.looks(seller, channel, DAYS), shown)) {
        polling += day.polling();
        saved += day.saved();
      }
    }
    return new OverviewTile(
        "Reads saved against polling",
        polling == 0
            ? "none to save yet"
            : "%s of %s".formatted(Show.units(saved), Show.units(polling)),
        "#saved",
        saved < 0);
  }
}
