package dev.onhand.server.channels;

import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.ReceivesWebhooks;
import dev.onhand.connector.Settings.InvalidSettingsException;
import dev.onhand.core.order.StatusMap;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Locations;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.AccountBudget;
import dev.onhand.engine.channels.AccountCheck;
import dev.onhand.engine.channels.AccountData;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.Connectors;
import dev.onhand.engine.channels.Listings;
import dev.onhand.engine.orders.ChannelData;
import dev.onhand.engine.orders.ChannelSetup;
import dev.onhand.engine.orders.Channels;
import dev.onhand.model.Secret;
import dev.onhand.model.Text;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.channels.AccountBodies.AccountBody;
import dev.onhand.server.channels.AccountBodies.AccountPause;
import dev.onhand.server.channels.AccountBodies.AccountTestBody;
import dev.onhand.server.channels.AccountBodies.AccountToPut;
import dev.onhand.server.channels.AccountBodies.CallsBody;
import dev.onhand.server.channels.AccountBodies.ChannelTypeBody;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Versions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
  private static final int REASON_LENGTH_MAX = 500;
  private static final int CALL_DAYS = 30;

  private final Accounts accounts;
  private final Connectors connectors;
  private final Listings listings;
  private final Channels channels;
  private final Locations locations;
  private final ChannelLoop loop;
  private final InstantSource clock;

  AccountController(
      Accounts accounts,
      Connectors connectors,
      Listings listings,
      Channels channels,
      Locations locations,
      ChannelLoop loop,
      InstantSource clock) {
    this.accounts = accounts;
    this.connectors = connectors;
    this.listings = listings;
    this.channels = channels;
    this.locations = locations;
    this.loop = loop;
    this.clock = clock;
  }

  /** Lists the kinds of channels that there are connectors for, by type. */
  @GetMapping("/api/v1/channel-types")
  @Needs(Scope.ORDERS_READ)
  ListBody<ChannelTypeBody> describeChannelTypes() {
    return ListBody.whole(
        "/api/v1/channel-types",
        connectors.descriptors().stream().map(ChannelTypeBody::of).toList());
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
    return answer(found(caller, code));
  }

  private Account found(Caller caller, String code) {
    return found(accounts, caller, code);
  }

  /** Says what to do where a channel is not called, or not there at all. */
  static Account found(Accounts accounts, Caller caller, String code) {
    return accounts
        .find(caller.seller(), code)
        .orElseThrow(
            () ->
                ProblemException.notFound(
                    "channel account",
                    code,
                    "Set one up with 'onhand channel add CODE --type TYPE', or see what there is with 'onhand channel account'."));
  }

  private ResponseEntity<AccountBody> answer(Account account) {
    return ResponseEntity.ok().header("ETag", Versions.etag(account.version())).body(body(account));
  }

  private AccountBody body(Account account) {
    Instant now = clock.instant();
    return AccountBody.of(
        account,
        listings.count(account.seller(), account.channel(), now),
        connectors.descriptor(account.type()).filter(AccountController::callsUs).isPresent(),
        now);
  }

  private static boolean callsUs(ConnectorDescriptor descriptor) {
    return descriptor.settings().stream()
        .anyMatch(setting -> setting.name().equals(ReceivesWebhooks.SECRET));
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
    Fields fields = new Fields();
    var type = fields.required("type", body.type(), this::descriptor);
    ConnectorDescriptor descriptor = fields.build(type::get);
    Optional<Account> before = accounts.find(caller.seller(), code);
    AccountData data = data(caller, body, descriptor, before);
    Edit edit = new Edit(caller.actor(), clock.instant(), Versions.expected(ifMatch));
    makeChannel(caller, code, descriptor, edit);
    Saving<Account> saving = accounts.put(caller.seller(), code, data, edit);
    Account saved = Versions.saved(saving, "channel account", code);
    // It may sell other locations' stock now.
    listings.refreshAll(caller.seller(), saved.channel(), edit.at());
    loop.wake(caller.seller());
    return answer(saved);
  }

  private ConnectorDescriptor descriptor(String type) {
    return connectors
        .descriptor(type)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "type must be one of "
                        + String.join(
                            ", ",
                            connectors.descriptors().stream()
                                .map(ConnectorDescriptor::type)
                                .toList())));
  }

  private AccountData data(
      Caller caller, AccountToPut body, ConnectorDescriptor descriptor, Optional<Account> before) {
    Map<String, Secret> known =
        before
            .filter(account -> account.type().equals(descriptor.type()))
            .map(account -> accounts.secrets(caller.seller(), account.channel()))
            .orElse(Map.of());
    Map<String, String> given = new HashMap<>();
    if (body.settings() != null) {
      body.settings().forEach((name, value) -> given.put(name, value == null ? "" : value));
    }
    Connectors.Parted parted;
    try {
      parted = connectors.part(descriptor, given, known);
    } catch (InvalidSettingsException e) {
      throw ProblemException.invalid(
          e.problems().entrySet().stream()
              .map(
                  problem ->
                      new FieldError(
                          "/settings/" + problem.getKey(), FieldError.INVALID, problem.getValue()))
              .toList());
    }
    List<String> sells =
        body.locations() == null
            ? List.of()
            : body.locations().stream()
                .filter(Objects::nonNull)
                .map(one -> locationCode(caller, one))
                .distinct()
                .toList();
    return Fields.checked(
        () ->
            new AccountData(
                descriptor.type(),
                parted.plain(),
                parted.secrets(),
                sells,
                parted.semantics(),
                body.pollSeconds() == null
                    ? AccountData.POLL_EVERY_DEFAULT
                    : Duration.ofSeconds(body.pollSeconds()),
                new AccountBudget(
                    body.callsPerSecond(), body.callsPerDay(), body.pushesPerListing()),
                !Boolean.FALSE.equals(body.hourlyRead())));
  }

  private String locationCode(Caller caller, String given) {
    return locations
        .find(caller.seller(), Fields.checked(() -> Refs.location(given)))
        .map(location -> location.data().code())
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    "/locations", "locations names '%s', which is not known".formatted(given)));
  }

  private void makeChannel(Caller caller, String code, ConnectorDescriptor descriptor, Edit edit) {
    Optional<ChannelSetup> there = channels.find(caller.seller(), code);
    if (there.isPresent()) {
      return;
    }
    Fields.checked(() -> Text.identifier("channel", code, 64));
    Map<String, StatusMap.Rule> statuses = new HashMap<>();
    descriptor
        .statuses()
        .forEach((status, effect) -> statuses.put(status, StatusMap.Rule.of(effect)));
    ChannelData usual = ChannelData.usual(code);
    Versions.saved(
        channels.put(
            caller.seller(),
            code,
            new ChannelData(
                descriptor.title(), usual.preset(), statuses, null, usual.holdMinutes()),
            new Edit(edit.actor(), edit.at(), null)),
        "channel",
        code);
  }

  /**
   * Reads a page of a channel's listings and one of its orders, and says what is wrong, if
   * something is.
   */
  @PostMapping(PATH + "/test")
  @Needs(Scope.CHANNELS_WRITE)
  AccountTestBody testChannelAccount(Caller caller, @PathVariable String code)
      throws InterruptedException {
    AccountCheck.Result result = new AccountCheck(connectors, clock).run(found(caller, code));
    return new AccountTestBody("channel_test", result.isWell(), result.detail(), result.listings());
  }

  /** Lets a channel work: it polls orders, reads listings and pushes what they should show. */
  @PostMapping(PATH + "/resume")
  @Needs(Scope.CHANNELS_WRITE)
  ResponseEntity<AccountBody> resumeChannelAccount(Caller caller, @PathVariable String code) {
    return set(caller, code, Account.State.ACTIVE, null);
  }

  /** Stops all that a channel does by itself; nothing is lost meanwhile. */
  @PostMapping(PATH + "/pause")
  @Needs(Scope.CHANNELS_WRITE)
  ResponseEntity<AccountBody> pauseChannelAccount(
      Caller caller,
      @PathVariable String code,
      @RequestBody(required = false) @Nullable AccountPause body) {
    String given = body == null || body.reason() == null ? "" : body.reason();
    String reason = Fields.checked(() -> Text.free("reason", given, REASON_LENGTH_MAX));
    return set(caller, code, Account.State.PAUSED, reason.isEmpty() ? null : reason);
  }

  private ResponseEntity<AccountBody> set(
      Caller caller, String code, Account.State state, @Nullable String reason) {
    Account account = found(caller, code);
    accounts.setState(caller.seller(), account.channel(), state, reason, clock.instant());
    loop.wake(caller.seller());
    return answer(found(caller, code));
  }

  /** Has a channel asked for its orders at once, also while it is paused. */
  @PostMapping(PATH + "/pull")
  @Needs(Scope.CHANNELS_WRITE)
  ResponseEntity<AccountBody> pullChannelOrders(Caller caller, @PathVariable String code) {
    return want(caller, code, clock.instant(), null);
  }

  /**
   * Has all listings of a channel read at once, also while it is paused: the first time this fills
   * them, with the first entry of their history.
   */
  @PostMapping(PATH + "/populate")
  @Needs(Scope.CHANNELS_WRITE)
  ResponseEntity<AccountBody> populateChannel(Caller caller, @PathVariable String code) {
    return want(caller, code, null, clock.instant());
  }

  private ResponseEntity<AccountBody> want(
      Caller caller, String code, @Nullable Instant orders, @Nullable Instant read) {
    Account account = found(caller, code);
    accounts.want(caller.seller(), account.channel(), orders, read);
    loop.wake(caller.seller());
    return answer(found(caller, code));
  }

  /** Lists how often a channel was called, by day and purpose, the newest day first. */
  @GetMapping(PATH + "/calls")
  @Needs(Scope.ORDERS_READ)
  ListBody<CallsBody> listChannelCalls(Caller caller, @PathVariable String code) {
    Account account = found(caller, code);
    return ListBody.whole(
        "/api/v1/channels/" + code + "/account/calls",
        accounts.calls(caller.seller(), account.channel(), CALL_DAYS).stream()
            .map(CallsBody::of)
            .toList());
  }
}
