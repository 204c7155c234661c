package dev.onhand.server.pages;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.Listings;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.channels.AccountDesk;
import dev.onhand.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Channels. What is asked of one here is done by its worker, later. */
@Controller
class ChannelPages {

  private static final int CALL_DAYS = 7;

  private final Pages pages;
  private final Accounts accounts;
  private final Listings listings;
  private final AccountDesk desk;
  private final InstantSource clock;

  ChannelPages(
      Pages pages, Accounts accounts, Listings listings, AccountDesk desk, InstantSource clock) {
    this.pages = pages;
    this.accounts = accounts;
    this.listings = listings;
    this.desk = desk;
    this.clock = clock;
  }

  @GetMapping("/channels")
  @Needs(Scope.ORDERS_READ)
  View showChannels(HttpServletRequest request, Caller caller) {
    return pages.page(
        pages.shell(request, caller, "Channels", Shell.Section.CHANNELS),
        "channels",
        Map.of("rows", pages.together(caller, () -> rows(caller)), "now", clock.instant()));
  }

  /** Each account with what there is to say of it. */
  List<ChannelRow> rows(Caller caller) {
    Instant now = clock.instant();
    return accounts.list(caller.seller()).stream()
        .map(
            account ->
                ChannelRow.of(
                    account,
                    listings.count(caller.seller(), account.channel(), now),
                    accounts.calls(caller.seller(), account.channel(), CALL_DAYS)))
        .toList();
  }

  /** Pauses an account, lets it go on, or has its orders or listings asked for now. */
  @PostMapping("/channels/{code}")
  @Needs(Scope.CHANNELS_WRITE)
  View steerChannel(Caller caller, @PathVariable String code, @RequestParam String action) {
    switch (action) {
      case "pause" -> desk.pause(caller, code, "paused by " + caller.actor());
      case "resume" -> desk.resume(caller, code);
      case "pull" -> desk.pull(caller, code);
      case "read" -> desk.read(caller, code);
      default ->
          throw ProblemException.invalid("action", "action must be pause, resume, pull or read");
    }
    return Pages.redirect("/channels");
  }
}
