package dev.onhand.server.channels;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.AccountCheck;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.Listings;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.channels.AccountBodies.AccountBody;
import dev.onhand.server.channels.AccountBodies.AccountPause;
import dev.onhand.server.channels.AccountBodies.AccountTestBody;
import dev.onhand.server.channels.AccountBodies.AccountToPut;
import dev.onhand.server.channels.AccountBodies.CallsBody;
import dev.onhand.server.channels.AccountBodies.ChannelTypeBody;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.Versions;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Accounts of channels: how they are reached, whether they work, and what is wanted of them now.
 */
@RestController
@RequestMapping(produces = "application/json")
class AccountController {

  private static final String PATH = "/api/v1/channels/{code}/account";
  private static final int CALL_DAYS = 30;

  private final AccountDesk desk;
  private final Accounts accounts;
  private final Listings listings;
  private final InstantSource clock;

  AccountController(AccountDesk desk, Accounts accounts, Listings listings, InstantSource clock) {
    this.desk = desk;
    this.accounts = accounts;
    this.listings = listings;
    this.clock = clock;
  }

  /** Lists the kinds of channels that there are connectors for, by type. */
  @GetMapping("/api/v1/channel-types")
  @Needs(Scope.ORDERS_READ)
  ListBody<ChannelTypeBody> describeChannelTypes() {
    return ListBody.whole(
        "/api/v1/channel-types", desk.kinds().stream().map(ChannelTypeBody::of).toList());
  }

  /** Lists the channels that Onhand calls, by code. */
  @GetMapping("/api/v1/channel-accounts")
  @Needs(Scope.ORDERS_READ)
  ListBody<AccountBody> listChannelAccounts(Caller caller) {
    return ListBody.whole(
        "/api/v1/channel-accounts",
        accounts.list(caller.seller()).stream().map(this::body).toList());
  }

  /** Shows how a channel is reached, and how it fares. */
  @GetMapping(PATH)
  @Needs(Scope.ORDERS_READ)
  ResponseEntity<AccountBody> showChannelAccount(Caller caller, @PathVariable String code) {
    return answer(desk.find(caller, code));
  }

  private ResponseEntity<AccountBody> answer(Account account) {
    return ResponseEntity.ok().header("ETag", Versions.etag(account.version())).body(body(account));
  }

  private AccountBody body(Account account) {
    Instant now = clock.instant();
    return AccountBody.of(
        account,
        listings.count(account.seller(), account.channel(), now),
        desk.hookPath(account),
        now);
  }

  /**
   * Says how a channel is reached. A channel that is not known yet is made, with what its kind says
   * that statuses mean. A new account is paused: test it, read its listings, look at what would be
   * pushed, and resume it.
   */
  @PutMapping(PATH)
  @Needs(Scope.CHANNELS_WRITE)
  @Answers(problems = {ProblemCode.PRECONDITION_FAILED, ProblemCode.CONFLICT})
  ResponseEntity<AccountBody> putChannelAccount(
      Caller caller,
      @PathVariable String code,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody AccountToPut body) {
    return answer(
        Versions.saved(
            desk.put(caller, code, body, Versions.expected(ifMatch)), "channel account", code));
  }

  /**
   * Reads a page of a channel's listings and one of its orders, and says what is wrong, if
   * something is.
   */
  @PostMapping(PATH + "/test")
  @Needs(Scope.CHANNELS_WRITE)
  AccountTestBody testChannelAccount(Caller caller, @PathVariable String code)
      throws InterruptedException {
    AccountCheck.Result result = desk.test(caller, code);
    return new AccountTestBody("channel_test", result.isWell(), result.detail(), result.listings());
  }

  /** Lets a channel work: it polls orders, reads listings and pushes what they should show. */
  @PostMapping(PATH + "/resume")
  @Needs(Scope.CHANNELS_WRITE)
  ResponseEntity<AccountBody> resumeChannelAccount(Caller caller, @PathVariable String code) {
    return answer(desk.resume(caller, code));
  }

  /** Stops all that a channel does by itself; nothing is lost meanwhile. */
  @PostMapping(PATH + "/pause")
  @Needs(Scope.CHANNELS_WRITE)
  ResponseEntity<AccountBody> pauseChannelAccount(
      Caller caller,
      @PathVariable String code,
      @RequestBody(required = false) @Nullable AccountPause body) {
    String reason = body == null || body.reason() == null ? "" : body.reason();
    return answer(desk.pause(caller, code, reason));
  }

  /** Has a channel asked for its orders at once, also while it is paused. */
  @PostMapping(PATH + "/pull")
  @Needs(Scope.CHANNELS_WRITE)
  ResponseEntity<AccountBody> pullChannelOrders(Caller caller, @PathVariable String code) {
    return answer(desk.pull(caller, code));
  }

  /**
   * Has all listings of a channel read at once, also while it is paused: the first time this fills
   * them, with the first entry of their history.
   */
  @PostMapping(PATH + "/populate")
  @Needs(Scope.CHANNELS_WRITE)
  ResponseEntity<AccountBody> populateChannel(Caller caller, @PathVariable String code) {
    return answer(desk.read(caller, code));
  }

  /** Lists how often a channel was called, by day and purpose, the newest day first. */
  @GetMapping(PATH + "/calls")
  @Needs(Scope.ORDERS_READ)
  ListBody<CallsBody> listChannelCalls(Caller caller, @PathVariable String code) {
    Account account = desk.find(caller, code);
    return ListBody.whole(
        "/api/v1/channels/" + code + "/account/calls",
        accounts.calls(caller.seller(), account.channel(), CALL_DAYS).stream()
            .map(CallsBody::of)
            .toList());
  }
}
