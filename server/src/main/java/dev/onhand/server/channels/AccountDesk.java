package dev.onhand.server.channels;

import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.Settings.InvalidSettingsException;
import dev.onhand.core.order.StatusMap;
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
import dev.onhand.engine.orders.Channels;
import dev.onhand.model.Secret;
import dev.onhand.model.Text;
import dev.onhand.server.access.Caller;
import dev.onhand.server.channels.AccountBodies.AccountToPut;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Versions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sets up accounts of channels, tries them and steers them, for the API and the pages. */
public final class AccountDesk implements AutoCloseable {

  private static final int CODE_LENGTH_MAX = 64;
  private static final int REASON_LENGTH_MAX = 500;

  /** Most channels answer within it. */
  private static final Duration TEST_WAIT = Duration.ofSeconds(3);

  private final Accounts accounts;
  private final AccountStart starts;
  private final Connectors connectors;
  private final Listings listings;
  private final Channels channels;
  private final Locations locations;
  private final ChannelLoop loop;
  private final InstantSource clock;
  private final ExecutorService tests = Executors.newVirtualThreadPerTaskExecutor();

  AccountDesk(
      Accounts accounts,
      Connectors connectors,
      Listings listings,
      Channels channels,
      Locations locations,
      ChannelLoop loop,
      InstantSource clock) {
    this.accounts = accounts;
    this.starts = new AccountStart(accounts);
    this.connectors = connectors;
    this.listings = listings;
    this.channels = channels;
    this.locations = locations;
    this.loop = loop;
    this.clock = clock;
  }

  /** The kinds of channels that there are connectors for, by type. */
  public List<ConnectorDescriptor> kinds() {
    return connectors.descriptors();
  }

  /** Empty: there is no connector of this type, or not any more. */
  public Optional<ConnectorDescriptor> kind(String type) {
    return connectors.descriptor(type);
  }

  /**
   * @throws ProblemException if the channel is not called, or not there at all
   */
  public Account find(Caller caller, String code) {
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
                    "Set one up on the page Settings, Channels, or with 'onhand channel add CODE --type TYPE'; the page, or 'onhand channel account', lists those there are."));
  }

  /** Where the channel may call this server; empty: channels of its kind do not. */
  public Optional<String> hookPath(Account account) {
    return kind(account.type())
        .filter(ConnectorDescriptor::canCall)
        .map(descriptor -> HookController.PATH + account.hook().text());
  }

  /** The names of an account's secrets. What they are nobody is told. */
  public Set<String> secrets(Account account) {
    return accounts.secrets(account.seller(), account.channel()).keySet();
  }

  /**
   * What an account begins with that is as a preset says and as another account is.
   *
   * @param preset its name; empty: as none
   * @param like the code of the other one; empty: as none
   * @throws ProblemException if there is no such preset, or no such account of this kind
   */
  public AccountToPut start(Caller caller, ConnectorDescriptor kind, String preset, String like) {
    AccountToPut nothing =
        new AccountToPut(kind.type(), null, null, null, null, null, null, null, preset, like);
    return starts.whole(caller, kind, nothing);
  }

  /** The accounts that another one of the kind may begin like, by code. */
  public List<Account> ofKind(Caller caller, ConnectorDescriptor kind) {
    return accounts.list(caller.seller()).stream()
        .filter(account -> account.type().equals(kind.type()))
        .toList();
  }

  /**
   * Says how a channel is reached. One that is not known yet is made, with what its kind says that
   * statuses mean. A new account is paused.
   *
   * @param seen the version that this rests on; 0: there is no such account; null: whatever it is
   * @throws ProblemException with all that is wrong; nothing is made or changed then
   */
  public Saving<Account> put(Caller caller, String code, AccountToPut body, @Nullable Long seen) {
    ConnectorDescriptor descriptor = descriptor(body);
    boolean isNew = channels.find(caller.seller(), code).isEmpty();
    AccountData data = data(caller, code, isNew, body, descriptor);
    Edit edit = new Edit(caller.actor(), clock.instant(), seen);
    if (isNew) {
      makeChannel(caller, code, descriptor, edit);
    }
    Saving<Account> saving = accounts.put(caller.seller(), code, data, edit);
    if (saving instanceof Saving.Saved<Account>(Account saved)) {
      // It may sell other locations' stock now.
      listings.refreshAll(caller.seller(), saved.channel(), edit.at());
      loop.wake(caller.seller());
    }
    return saving;
  }

  /** All that is wrong with what a channel is wanted to be; nothing is made or changed. */
  public List<FieldError> errors(Caller caller, String code, AccountToPut body) {
    try {
      boolean isNew = channels.find(caller.seller(), code).isEmpty();
      data(caller, code, isNew, body, descriptor(body));
      return List.of();
    } catch (ProblemException refused) {
      return refused.errors();
    }
  }

  private ConnectorDescriptor descriptor(AccountToPut body) {
    Fields fields = new Fields();
    var type = fields.required("type", body.type(), this::known);
    return fields.build(type::get);
  }

  private ConnectorDescriptor known(String type) {
    return kind(type)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "type must be one of "
                        + String.join(
                            ", ", kinds().stream().map(ConnectorDescriptor::type).toList())));
  }

  private AccountData data(
      Caller caller,
      String code,
      boolean isNew,
      AccountToPut given,
      ConnectorDescriptor descriptor) {
    Fields fields = new Fields();
    AccountToPut body = starts.whole(caller, descriptor, given);
    AccountStart.missing(descriptor, body).forEach(fields::add);
    if (isNew) {
      fields.required("channel", code, text -> Text.identifier("channel", text, CODE_LENGTH_MAX));
    }
    Optional<Connectors.Parted> parted = parted(caller, code, body, descriptor, fields);
    var sells = fields.optional("locations", body.locations(), all -> locations(caller, all));
    return fields.build(
        () ->
            new AccountData(
                descriptor.type(),
                parted.orElseThrow().plain(),
                parted.orElseThrow().secrets(),
                Objects.requireNonNullElse(sells.orNull(), List.of()),
                parted.orElseThrow().semantics(),
                body.pollSeconds() == null
                    ? AccountData.POLL_EVERY_DEFAULT
                    : Duration.ofSeconds(body.pollSeconds()),
                new AccountBudget(
                    body.callsPerSecond(), body.callsPerDay(), body.pushesPerListing()),
                !Boolean.FALSE.equals(body.hourlyRead())));
  }

  /** Secrets that are not given stay as they are. */
  private Optional<Connectors.Parted> parted(
      Caller caller,
      String code,
      AccountToPut body,
      ConnectorDescriptor descriptor,
      Fields fields) {
    Map<String, Secret> known =
        accounts
            .find(caller.seller(), code)
            .filter(account -> account.type().equals(descriptor.type()))
            .map(account -> accounts.secrets(caller.seller(), account.channel()))
            .orElse(Map.of());
    Map<String, String> given = new HashMap<>();
    if (body.settings() != null) {
      body.settings().forEach((name, value) -> given.put(name, value == null ? "" : value));
    }
    try {
      return Optional.of(connectors.part(descriptor, given, known));
    } catch (InvalidSettingsException e) {
      e.problems()
          .forEach(
              (name, problem) ->
                  fields.add(new FieldError("/settings/" + name, FieldError.INVALID, problem)));
      return Optional.empty();
    }
  }

  private List<String> locations(Caller caller, List<@Nullable String> given) {
    return given.stream()
        .filter(Objects::nonNull)
        .map(one -> locationCode(caller, one))
        .distinct()
        .toList();
  }

  private String locationCode(Caller caller, String given) {
    return locations
        .find(caller.seller(), Refs.location(given))
        .map(location -> location.data().code())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "locations names '%s', which is not known".formatted(given)));
  }

  private void makeChannel(Caller caller, String code, ConnectorDescriptor descriptor, Edit edit) {
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
   * Reads a page of a channel's listings and one of its orders, says what is wrong, if something
   * is, and keeps it with the account. No transaction is open while the channel is asked.
   */
  public AccountCheck.Result test(Caller caller, String code) throws InterruptedException {
    return test(find(caller, code));
  }

  private AccountCheck.Result test(Account account) throws InterruptedException {
    Instant asked = clock.instant().truncatedTo(ChronoUnit.MICROS); // as it is kept
    accounts.testing(account.seller(), account.channel(), asked);
    AccountCheck.Result result = new AccountCheck(connectors, clock).run(account);
    accounts.tested(
        account.seller(),
        account.channel(),
        new Account.Tested(asked, clock.instant(), result.isWell(), result.detail()));
    return result;
  }

  /**
   * As {@link #test}, beside the caller, who waits for a moment only: what comes later is with the
   * account. Of one that is under way none is begun beside it.
   */
  public void beginTest(Caller caller, String code) throws InterruptedException {
    Account account = find(caller, code);
    if (account.tested().isUnderWay(clock.instant())) {
      return;
    }
    try {
      tests.submit(() -> test(account)).get(TEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // It goes on.
    } catch (ExecutionException e) {
      throw new IllegalStateException("a test failed otherwise than a channel does", e.getCause());
    }
  }

  /** Lets a channel work: it polls orders, reads listings and pushes what they should show. */
  public Account resume(Caller caller, String code) {
    return set(caller, code, Account.State.ACTIVE, null);
  }

  /**
   * Stops all that a channel does by itself.
   *
   * @param reason for people; may be empty
   */
  public Account pause(Caller caller, String code, String reason) {
    String why = Fields.checked(() -> Text.free("reason", reason, REASON_LENGTH_MAX));
    return set(caller, code, Account.State.PAUSED, why.isEmpty() ? null : why);
  }

  private Account set(Caller caller, String code, Account.State state, @Nullable String reason) {
    Account account = find(caller, code);
    accounts.setState(caller.seller(), account.channel(), state, reason, clock.instant());
    loop.wake(caller.seller());
    return find(caller, code);
  }

  /** Has a channel asked for its orders at once, also while it is paused. */
  public Account pull(Caller caller, String code) {
    return want(caller, code, clock.instant(), null);
  }

  /** Has all listings of a channel read at once, also while it is paused. */
  public Account read(Caller caller, String code) {
    return want(caller, code, null, clock.instant());
  }

  private Account want(
      Caller caller, String code, @Nullable Instant orders, @Nullable Instant read) {
    Account account = find(caller, code);
    accounts.want(caller.seller(), account.channel(), orders, read);
    loop.wake(caller.seller());
    return find(caller, code);
  }

  @Override
  public void close() {
    tests.shutdownNow();
  }
}
