package dev.onhand.engine.channels;

import dev.onhand.connector.Connector;
import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.ConnectorFactory;
import dev.onhand.connector.SettingSpec;
import dev.onhand.connector.Settings;
import dev.onhand.connector.StockSemantics;
import dev.onhand.connector.http.Budget;
import dev.onhand.connector.http.CallRecord;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.Folders;
import dev.onhand.connector.http.HttpTransport;
import dev.onhand.connector.http.Pacer;
import dev.onhand.connector.http.Redaction;
import dev.onhand.model.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens accounts: a connector for each, which is made anew when its settings change. How much of an
 * account's limits is used is remembered beyond that. Thread-safe.
 */
public final class Connectors implements AutoCloseable {

  private static final Duration SPENT_EVERY = Duration.ofMinutes(1);

  private final Map<String, ConnectorFactory> factories = new TreeMap<>();
  private final HttpTransport transport;
  private final @Nullable Path folders;
  private final Accounts accounts;
  private final ChannelTime time;
  private final InstantSource clock;
  private final Map<Account.Key, Pacer> pacers = new ConcurrentHashMap<>();
  private final Map<Account.Key, Open> open = new ConcurrentHashMap<>();
  private final Map<Account.Key, Allowed> allowed = new ConcurrentHashMap<>();

  /** By which version of an account its budget was set, and when. */
  private record Allowed(long version, Instant at) {}

  /**
   * An account that is open.
   *
   * @param pacer keeps it within the channel's limits and the account's budget
   * @param calls those that were made since they were taken last
   * @param redaction what may be seen of them
   */
  public record Open(
      long version,
      ConnectorDescriptor descriptor,
      Connector connector,
      Pacer pacer,
      Calls calls,
      Redaction redaction) {}

  /** Calls that were made. Thread-safe. */
  public static final class Calls {
    private final List<CallRecord> records = new ArrayList<>();
    private final LastCall.News news;
    private volatile @Nullable Duration skew;
    private volatile Consumer<Duration> watcher = any -> {};

    Calls(Redaction redaction) {
      news = new LastCall.News(redaction);
    }

    /** Who watches the clock is told without the lock: it may take a call of the database. */
    void add(CallRecord call) {
      news.add(call);
      synchronized (this) {
        records.add(call.withoutReply());
      }
      Instant channelTime = call.channelTime();
      if (channelTime != null) {
        // It tells whole seconds, so that half of one is added.
        Duration now = Duration.between(call.answeredAt(), channelTime.plusMillis(500));
        skew = now;
        watcher.accept(now);
      }
    }

    /** What the channel's clock is ahead of ours, by its last answer. */
    Optional<Duration> skew() {
      return Optional.ofNullable(skew);
    }

    /** With each answer it is told what the channel's clock is ahead of ours. */
    void watchClock(Consumer<Duration> newWatcher) {
      watcher = newWatcher;
    }

    /** Those since this was asked last. */
    synchronized List<CallRecord> take() {
      List<CallRecord> taken = List.copyOf(records);
      records.clear();
      return taken;
    }

    /** What may be looked at of others than pushes, of those since this was asked last. */
    List<LastCall> takeLast() {
      return news.take();
    }
  }

  /**
   * Where no channel is a folder, and all are real.
   *
   * @throws IllegalStateException if two are of one type
   */
  public Connectors(
      Collection<ConnectorFactory> factories,
      HttpTransport transport,
      Accounts accounts,
      InstantSource clock) {
    this(factories, transport, null, accounts, ChannelTime.REAL, clock);
  }

  /**
   * @param folders in which each seller has a folder for channels that are one; null: there are
   *     none
   * @throws IllegalStateException if two are of one type
   */
  public Connectors(
      Collection<ConnectorFactory> factories,
      HttpTransport transport,
      @Nullable Path folders,
      Accounts accounts,
      ChannelTime time,
      InstantSource clock) {
    for (ConnectorFactory factory : factories) {
      String type = factory.descriptor().type();
      ConnectorFactory other = this.factories.put(type, factory);
      if (other != null) {
        throw new IllegalStateException(
            "two connectors are of type '%s': %s and %s"
                .formatted(type, other.getClass().getName(), factory.getClass().getName()));
      }
    }
    this.transport = transport;
    this.folders = folders;
    this.accounts = accounts;
    this.time = time;
    this.clock = clock;
  }

  /** The kinds of channels there are, by type. */
  public List<ConnectorDescriptor> descriptors() {
    return factories.values().stream().map(ConnectorFactory::descriptor).toList();
  }

  public Optional<ConnectorDescriptor> descriptor(String type) {
    return Optional.ofNullable(factories.get(type)).map(ConnectorFactory::descriptor);
  }

  /**
   * The connector of an account.
   *
   * @throws IllegalStateException if there is no connector of its type (any more)
   * @throws Settings.InvalidSettingsException if its settings do not do
   */
  public Open open(Account account) {
    Open now =
        open.compute(
            account.key(),
            (key, before) -> {
              if (before != null && before.version() == account.version()) {
                return before;
              }
              Open made = make(key, account);
              if (before != null) {
                before.connector().close();
              }
              return made;
            });
    allow(account, now.pacer());
    return now;
  }

  /**
   * What is spent from here is counted along; what other nodes spent, when they had the account, is
   * looked up now and then.
   */
  private void allow(Account account, Pacer pacer) {
    Account.Key key = account.key();
    Instant now = clock.instant();
    Allowed before = allowed.get(key);
    if (before == null
        || before.version() != account.version()
        || !now.isBefore(before.at().plus(SPENT_EVERY))) {
      allowWhatIsLeft(pacer, account, now);
      allowed.put(key, new Allowed(account.version(), now));
    }
  }

  private void allowWhatIsLeft(Pacer pacer, Account account, Instant now) {
    pacer.spendWithin(budget(account));
    pacer.goOn(account.pace().spent(), now);
  }

  /** What its limits taught before a restart holds after it. */
  private Pacer pacer(ConnectorDescriptor descriptor, Account account) {
    Pacer pacer = new Pacer(time.of(descriptor.limits()));
    Instant still = account.pace().stillUntil();
    pacer.goOn(still == null ? Instant.MIN : still, account.pace().share());
    return pacer;
  }

  /** With what was spent today, also by other nodes and before this one began. */
  private Budget budget(Account account) {
    AccountBudget allowed = account.budget();
    LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    long spent =
        allowed.callsPerDay() == null
            ? 0
            : accounts.spentOn(account.seller(), account.channel(), day);
    return new Budget(allowed.callsPerSecond(), allowed.callsPerDay(), day, spent);
  }

  /**
   * How much is left now of the rate or budget that has least left, 0 to 1; 1 where there is no
   * connector of its type. Of an account that another node works it is what that one wrote down.
   */
  public double leftRatio(Account account) {
    ConnectorFactory factory = factories.get(account.type());
    if (factory == null) {
      return 1;
    }
    Instant now = clock.instant();
    Pacer pacer = pacers.get(account.key());
    if (pacer == null) {
      pacer = pacer(factory.descriptor(), account);
      allowWhatIsLeft(pacer, account, now);
    }
    return pacer.leftRatio(now);
  }

  private Open make(Account.Key key, Account account) {
    ConnectorFactory factory = factories.get(account.type());
    if (factory == null) {
      throw new IllegalStateException(
          "there is no connector of type '%s'".formatted(account.type()));
    }
    Map<String, String> secrets = secrets(account);
    Settings settings = settings(factory, account, secrets);
    factory.check(settings);
    ConnectorDescriptor descriptor = factory.descriptor().withBatches(factory.perPush(settings));
    Pacer pacer = pacers.computeIfAbsent(key, k -> pacer(descriptor, account));
    Redaction redaction = new Redaction(secrets.values());
    Calls calls = new Calls(redaction);
    ConnectorHttp http = new ConnectorHttp(transport, folders(account), pacer, calls::add, clock);
    return new Open(
        account.version(), descriptor, factory.create(settings, http), pacer, calls, redaction);
  }

  private Map<String, String> secrets(Account account) {
    Map<String, String> secrets = new HashMap<>();
    accounts
        .secrets(account.seller(), account.channel())
        .forEach((name, secret) -> secrets.put(name, secret.reveal()));
    return secrets;
  }

  private static Settings settings(
      ConnectorFactory factory, Account account, Map<String, String> secrets) {
    Map<String, String> given = new HashMap<>(account.settings());
    given.putAll(secrets);
    return Settings.of(factory.descriptor().settings(), given);
  }

  /**
   * How many listings a push to the account tells of at most; 1 where there is no connector of its
   * type.
   */
  public int perPush(Account account) {
    ConnectorFactory factory = factories.get(account.type());
    return factory == null ? 1 : factory.perPush(settings(factory, account, secrets(account)));
  }

  /** No account reaches another seller's. */
  private Folders folders(Account account) {
    return folders == null
        ? Folders.NONE
        : Folders.in(folders.resolve("seller-" + account.seller().value()));
  }

  /**
   * Checks what a person says of an account, and parts it.
   *
   * @param descriptor of a kind that there is
   * @param known secrets that are kept unless they are given anew
   * @throws Settings.InvalidSettingsException with everything that is wrong
   */
  public Parted part(
      ConnectorDescriptor descriptor, Map<String, String> given, Map<String, Secret> known) {
    Map<String, String> all = new HashMap<>(given);
    known.forEach((name, secret) -> all.putIfAbsent(name, secret.reveal()));
    Settings settings = Settings.of(descriptor.settings(), all);
    ConnectorFactory factory = Objects.requireNonNull(factories.get(descriptor.type()));
    factory.check(settings);
    Map<String, String> plain = new TreeMap<>();
    Map<String, Secret> secrets = new TreeMap<>();
    for (SettingSpec spec : descriptor.settings()) {
      @Nullable String value = settings.find(spec.name()).orElse(null);
      if (value == null) {
        continue;
      }
      if (spec.kind() == SettingSpec.Kind.SECRET) {
        secrets.put(spec.name(), Secret.of(value));
      } else {
        plain.put(spec.name(), value);
      }
    }
    return new Parted(plain, secrets, factory.semantics(settings));
  }

  /**
   * Settings, those that may be seen and those that may not.
   *
   * @param semantics how the channel treats stock with these settings
   */
  public record Parted(
      Map<String, String> plain, Map<String, Secret> secrets, StockSemantics semantics) {}

  @Override
  public void close() {
    open.values().forEach(one -> one.connector().close());
    open.clear();
  }
}
