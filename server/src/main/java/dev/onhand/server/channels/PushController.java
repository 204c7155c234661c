package dev.onhand.server.channels;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.Listing;
import dev.onhand.engine.channels.ListingWishes;
import dev.onhand.engine.channels.Listings;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.channels.AccountBodies.PushAsked;
import dev.onhand.server.channels.AccountBodies.PushBody;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Has listings told what they should show at once. */
@RestController
class PushController {

  private static final int LISTINGS_MAX = 1_000;

  private final ListingWishes wishes;
  private final Listings listings;
  private final Accounts accounts;
  private final ChannelLoop loop;
  private final InstantSource clock;

  PushController(
      ListingWishes wishes,
      Listings listings,
      Accounts accounts,
      ChannelLoop loop,
      InstantSource clock) {
    this.wishes = wishes;
    this.listings = listings;
    this.accounts = accounts;
    this.loop = loop;
    this.clock = clock;
  }

  /**
   * Has listings told at once: those that should be told something else, also where they rest after
   * a failure; with {@code listings} these, with {@code all} all of the channel, also where they
   * are believed to show it already or are refused. That costs a push for each; the channel's
   * limits hold.
   */
  @PostMapping(path = "/api/v1/channels/{code}/account/push", produces = "application/json")
  @Needs(Scope.CHANNELS_WRITE)
  @Answers(problems = ProblemCode.CONFLICT)
  PushAsked pushChannelListings(
      Caller caller,
      @PathVariable String code,
      @RequestBody(required = false) @Nullable PushBody body) {
    Account account = AccountDesk.found(accounts, caller, code);
    requirePushing(account);
    PushBody wish = body == null ? new PushBody(null, null) : body;
    boolean isAll = Boolean.TRUE.equals(wish.all());
    List<Long> named = ids(caller, account, wish);
    if (isAll && !named.isEmpty()) {
      throw ProblemException.invalid("/all", "listings and all exclude each other");
    }
    Edit edit = new Edit(caller.actor(), clock.instant(), null);
    long told =
        isAll
            ? wishes.pushAllAgain(caller.seller(), account.channel(), edit)
            : named.isEmpty()
                ? wishes.pushDue(caller.seller(), account.channel(), edit.at())
                : wishes.pushAgain(caller.seller(), account.channel(), named, edit);
    loop.wake(caller.seller());
    return new PushAsked("push_request", told);
  }

  private static void requirePushing(Account account) {
    if (account.state() == Account.State.STOPPED) {
      throw Refreshing.stopped(account);
    }
    if (account.state() == Account.State.PAUSED) {
      throw new ProblemException(
          ProblemCode.CONFLICT,
          "Channel '%s' is paused and pushes nothing. Resume it first.".formatted(account.code()));
    }
    if (account.shadow().isOn()) {
      throw new ProblemException(
          ProblemCode.CONFLICT,
          "Channel '%s' is in shadow: another tool tells its listings. Switch over first, with 'onhand channel shadow %s --end'."
              .formatted(account.code(), account.code()));
    }
  }

  private List<Long> ids(Caller caller, Account account, PushBody wish) {
    List<@Nullable String> given = wish.listings() == null ? List.of() : wish.listings();
    if (given.size() > LISTINGS_MAX) {
      throw ProblemException.invalid(
          "/listings", "listings must be at most %d, not %d".formatted(LISTINGS_MAX, given.size()));
    }
    return given.stream()
        .filter(Objects::nonNull)
        .map(id -> id(caller, account, id))
        .distinct()
        .toList();
  }

  private long id(Caller caller, Account account, String id) {
    return PublicId.look(IdKind.LISTING, id, number -> listings.find(caller.seller(), number))
        .filter(listing -> listing.channel().equals(account.code()))
        .map(Listing::id)
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    "/listings", "'%s' is no listing of this channel".formatted(id)));
  }
}
