package dev.onhand.server.channels;

import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.Preset;
import dev.onhand.connector.SettingSpec;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.Breaker;
import dev.onhand.engine.channels.CallCount;
import dev.onhand.engine.channels.Listings;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Required;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Channel accounts as they are set up and answered. */
public final class AccountBodies {

  private AccountBodies() {}

  /**
   * How a channel is reached, as a whole; a secret that is not given stays as it is.
   *
   * @param type the kind of channel, see {@code /channel-types}; never changed
   * @param settings by name, as the type asks for them
   * @param locations codes or ids of those whose stock it sells; not given: all that sell
   * @param pollSeconds how often it is asked for orders, 1 to 86400; 60 unless said
   * @param callsPerSecond the most calls in a second, 1 to 1000; not given: as many as the channel
   *     allows
   * @param callsPerDay the most calls in a day in UTC, 1 to 10000000, of which reading listings
   *     leaves a fifth to orders and pushes; not given: as many as the channel allows
   * @param pushesPerListing the most pushes of each listing within 24 hours, 1 to 100000; not
   *     given: no limit
   * @param hourlyRead whether all listings are read every hour, else once a day; true unless said
   * @param preset one of the type's: it says what is not said here
   * @param like the code of a channel of the same type: what neither this nor the preset says is as
   *     there, but for secrets and settings that are an account's own
   */
  public record AccountToPut(
      @Required @Nullable String type,
      @Nullable Map<String, @Nullable String> settings,
      @Nullable List<@Nullable String> locations,
      @Nullable Integer pollSeconds,
      @Nullable Integer callsPerSecond,
      @Nullable Integer callsPerDay,
      @Nullable Integer pushesPerListing,
      @Nullable Boolean hourlyRead,
      @Nullable String preset,
      @Nullable String like) {}

  /**
   * Why an account is paused.
   *
   * @param reason for people
   */
  record AccountPause(@Nullable String reason) {}

  /**
   * A channel that Onhand calls.
   *
   * @param id the channel's
   * @param channel its code
   * @param type the kind of channel
   * @param settings those that are no secrets
   * @param hasSecrets whether there are others
   * @param locations codes of those whose stock it sells; none: all that sell
   * @param state active, paused (only what a person asks for, and nothing is pushed) or stopped (a
   *     person must act)
   * @param reason why it is in its state
   * @param stateSince since when
   * @param shadow whether it is only read, while another tool tells its listings what they show
   * @param pollSeconds how often it is asked for orders
   * @param callsPerSecond the most calls in a second; null: as many as the channel allows
   * @param callsPerDay the most calls in a day, in UTC; null: as many as the channel allows
   * @param pushesPerListing the most pushes of each listing within 24 hours; null: no limit
   * @param hourlyRead whether all listings are read every hour, else once a day
   * @param webhookPath where the channel may call this server, if its kind does; what comes there
   *     is believed only if it is signed
   * @param webhookState none (it never called, or not for a week), healthy, or silent: orders came
   *     that it did not tell of
   * @param webhookLastAt when it last told something that way
   * @param webhooksRefused calls that were not proved to be the channel's
   * @param webhookRefusedWhy of the last of these
   * @param ordersSeenUntil all orders that changed before are in, by the channel's clock
   * @param ordersPolledAt when it was asked for orders last
   * @param listingsReadAt when all its listings were read last
   * @param reading whether a full read is under way
   * @param breaker closed; open: it failed too often and is not called; half_open: the next call
   *     shows whether it answers again
   * @param restsUntil nothing is asked of it before
   * @param failures in a row
   * @param lastFailure what went wrong last
   * @param lastFailureAt when
   * @param listings how many it has that have not ended
   * @param unmatched how many are of no product, and not ignored
   * @param due how many should show something else than they are believed to
   * @param beingTold how many are being told, or may have been and it is not known yet
   * @param version what the ETag says
   */
  record AccountBody(
      String object,
      String id,
      String channel,
      String type,
      Map<String, String> settings,
      boolean hasSecrets,
      List<String> locations,
      String state,
      @Nullable String reason,
      Instant stateSince,
      boolean shadow,
      long pollSeconds,
      @Nullable Integer callsPerSecond,
      @Nullable Integer callsPerDay,
      @Nullable Integer pushesPerListing,
      boolean hourlyRead,
      @Nullable String webhookPath,
      String webhookState,
      @Nullable Instant webhookLastAt,
      long webhooksRefused,
      @Nullable String webhookRefusedWhy,
      @Nullable Instant ordersSeenUntil,
      @Nullable Instant ordersPolledAt,
      @Nullable Instant listingsReadAt,
      boolean reading,
      String breaker,
      @Nullable Instant restsUntil,
      int failures,
      @Nullable String lastFailure,
      @Nullable Instant lastFailureAt,
      long listings,
      long unmatched,
      long due,
      long beingTold,
      Instant createdAt,
      long version) {

    /**
     * @param hookPath where it may call this server
     */
    static AccountBody of(
        Account account, Listings.Counts counts, Optional<String> hookPath, Instant now) {
      return new AccountBody(
          "channel_account",
          PublicId.of(IdKind.CHANNEL, account.channel()),
          account.code(),
          account.type(),
          new TreeMap<>(account.settings()),
          account.hasSecrets(),
          account.locations(),
          account.state().code(),
          account.reason(),
          account.stateSince(),
          account.shadow().isOn(),
          account.pollEvery().toSeconds(),
          account.budget().callsPerSecond(),
          account.budget().callsPerDay(),
          account.budget().pushesPerListing(),
          account.readsHourly(),
          hookPath.orElse(null),
          account.webhookHealth().at(now).name().toLowerCase(Locale.ROOT),
          account.webhooks().lastAt(),
          account.webhooks().refused(),
          account.webhooks().refusedWhy(),
          account.orders().watermark(),
          account.orders().polledAt(),
          account.reading().readAt(),
          account.reading().cursor() != null || account.reading().dueAt() != null,
          Breaker.of(account.health(), now).code(),
          account.health().restUntil(),
          account.health().failures(),
          account.health().lastFailure(),
          account.health().lastFailureAt(),
          counts.all(),
          counts.unmatched(),
          counts.due(),
          counts.beingTold(),
          account.createdAt(),
          account.version());
    }
  }

  /**
   * Which listings are to be told.
   *
   * @param listings ids of those, at most 1000; not given: those that should be told something else
   * @param all whether all of the channel are
   */
  record PushBody(@Nullable List<@Nullable String> listings, @Nullable Boolean all) {}

  /**
   * What is to be told now.
   *
   * @param listings how many
   */
  record PushAsked(String object, long listings) {}

  /**
   * What came of calling a channel once.
   *
   * @param ok whether it answered as it should
   * @param detail what it said, or what is wrong and what to do
   * @param listings how many it showed on the first page
   */
  record AccountTestBody(String object, boolean ok, String detail, @Nullable Integer listings) {}

  /**
   * How often a channel was called.
   *
   * @param day in UTC
   * @param purpose what for
   * @param calls all of them
   * @param failed those that were not answered as they should be
   */
  record CallsBody(LocalDate day, String purpose, long calls, long failed) {

    static CallsBody of(CallCount count) {
      return new CallsBody(
          count.day(),
          count.purpose().name().toLowerCase(Locale.ROOT),
          count.calls(),
          count.failed());
    }
  }

  /**
   * A kind of channel.
   *
   * @param type its name
   * @param title as people call it
   * @param settings what must be known of an account, in the order in which it is asked for
   * @param presets sorts of accounts, to begin with
   * @param login where its key or token is found or made anew, in the channel's own words
   * @param rights what that must be allowed, and where that is given
   * @param statuses what each order status means for stock
   * @param batchMax the most listings that one call tells
   * @param documentation the owner's page
   */
  record ChannelTypeBody(
      String object,
      String type,
      String title,
      List<SettingBody> settings,
      List<PresetBody> presets,
      String login,
      String rights,
      Map<String, String> statuses,
      int batchMax,
      String documentation) {

    static ChannelTypeBody of(ConnectorDescriptor descriptor) {
      Map<String, String> statuses = new TreeMap<>();
      descriptor.statuses().forEach((status, effect) -> statuses.put(status, effect.code()));
      return new ChannelTypeBody(
          "channel_type",
          descriptor.type(),
          descriptor.title(),
          descriptor.settings().stream().map(SettingBody::of).toList(),
          descriptor.presets().stream().map(PresetBody::of).toList(),
          descriptor.access().login(),
          descriptor.access().rights(),
          statuses,
          descriptor.limits().batchMax(),
          descriptor.documentation().toString());
    }
  }

  /**
   * Something that must or may be known of an account.
   *
   * @param name by which it is given
   * @param kind text, secret, url, number or switch
   * @param help what it is, and where a person finds it
   * @param optional whether it may be left out
   * @param fallback what holds where nothing is given
   * @param choices what it may be; none: anything of its kind
   * @param neededFor where it must be given, though it may be left out else; null: nowhere
   * @param own whether it is an account's own, as a secret or its host is: never taken over from
   *     another
   */
  record SettingBody(
      String name,
      String kind,
      String help,
      boolean optional,
      @Nullable String fallback,
      List<String> choices,
      @Nullable NeededFor neededFor,
      boolean own) {

    static SettingBody of(SettingSpec spec) {
      return new SettingBody(
          spec.name(),
          spec.kind().name().toLowerCase(Locale.ROOT),
          spec.help(),
          spec.isOptional(),
          spec.fallback(),
          spec.choices(),
          spec.neededFor() == null
              ? null
              : new NeededFor(spec.neededFor().setting(), spec.neededFor().value()),
          !spec.isShared());
    }
  }

  /**
   * What makes a setting needed.
   *
   * @param setting the name of another one
   * @param value what that is set to then
   */
  record NeededFor(String setting, String value) {}

  /**
   * What suits accounts of one sort, to begin with.
   *
   * @param name by which it is asked for
   * @param title as people call such accounts
   * @param help for which accounts it is, why, and whether that is confirmed
   * @param settings values by the name of the setting; never a secret
   * @param asks settings that such an account must be told
   * @param pollSeconds how often it is asked for orders; null: as often as any other
   */
  record PresetBody(
      String name,
      String title,
      String help,
      Map<String, String> settings,
      List<String> asks,
      @Nullable Integer pollSeconds) {

    static PresetBody of(Preset preset) {
      return new PresetBody(
          preset.name(),
          preset.title(),
          preset.help(),
          new TreeMap<>(preset.settings()),
          preset.asks(),
          preset.pollSeconds());
    }
  }
}
