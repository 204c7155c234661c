package dev.onhand.server.channels;

import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.Preset;
import dev.onhand.connector.SettingSpec;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.server.access.Caller;
import dev.onhand.server.channels.AccountBodies.AccountToPut;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an account is to begin with: as another one of the seller's, then as a preset says, and then
 * as it is said itself.
 */
final class AccountStart {

  private final Accounts accounts;

  AccountStart(Accounts accounts) {
    this.accounts = accounts;
  }

  /**
   * The body with all that it leaves to a preset and to another account.
   *
   * @throws dev.onhand.server.web.ProblemException if there is no such preset, or no such account
   */
  AccountToPut whole(Caller caller, ConnectorDescriptor kind, AccountToPut body) {
    Fields fields = new Fields();
    var preset = fields.optional("preset", Fields.given(body.preset()), kind::preset);
    var like =
        fields.optional("like", Fields.given(body.like()), code -> alike(caller, kind, code));
    return fields.build(
        () ->
            whole(
                kind,
                body,
                Optional.ofNullable(preset.orNull()),
                Optional.ofNullable(like.orNull())));
  }

  private Account alike(Caller caller, ConnectorDescriptor kind, String code) {
    Account account =
        accounts
            .find(caller.seller(), code)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "like names '%s', which is no channel that is set up".formatted(code)));
    if (!account.type().equals(kind.type())) {
      throw new IllegalArgumentException(
          "like names '%s', which is of type %s, not %s"
              .formatted(code, account.type(), kind.type()));
    }
    return account;
  }

  private static AccountToPut whole(
      ConnectorDescriptor kind,
      AccountToPut body,
      Optional<Preset> preset,
      Optional<Account> like) {
    Map<String, @Nullable String> settings = new HashMap<>();
    for (SettingSpec spec : kind.settings()) {
      if (spec.isShared()) {
        like.map(account -> account.settings().get(spec.name()))
            .ifPresent(value -> settings.put(spec.name(), value));
      }
    }
    preset.ifPresent(it -> settings.putAll(it.settings()));
    if (body.settings() != null) {
      settings.putAll(body.settings());
    }
    Optional<Integer> poll =
        preset
            .flatMap(it -> Optional.ofNullable(it.pollSeconds()))
            .or(() -> like.map(account -> (int) account.pollEvery().toSeconds()));
    return new AccountToPut(
        body.type(),
        settings,
        either(body.locations(), like, AccountStart::locations),
        body.pollSeconds() == null ? poll.orElse(null) : body.pollSeconds(),
        either(body.callsPerSecond(), like, account -> account.budget().callsPerSecond()),
        either(body.callsPerDay(), like, account -> account.budget().callsPerDay()),
        either(body.pushesPerListing(), like, account -> account.budget().pushesPerListing()),
        either(body.hourlyRead(), like, Account::readsHourly),
        body.preset(),
        body.like());
  }

  private static List<@Nullable String> locations(Account account) {
    return new ArrayList<@Nullable String>(account.locations());
  }

  private static <T> @Nullable T either(
      @Nullable T given, Optional<Account> like, Function<Account, @Nullable T> there) {
    return given != null ? given : like.map(there::apply).orElse(null);
  }

  /** What such an account must be told and is not, though others may do without. */
  static List<FieldError> missing(ConnectorDescriptor kind, AccountToPut whole) {
    String name = Fields.given(whole.preset());
    if (name == null) {
      return List.of();
    }
    Map<String, @Nullable String> settings = whole.settings() == null ? Map.of() : whole.settings();
    List<String> asks = kind.preset(name).asks();
    return kind.settings().stream()
        .filter(spec -> asks.contains(spec.name()))
        .filter(spec -> Fields.given(settings.get(spec.name())) == null)
        .map(
            spec ->
                new FieldError(
                    "/settings/" + spec.name(),
                    FieldError.INVALID,
                    "%s is needed with the preset %s: %s"
                        .formatted(spec.name(), name, spec.help())))
        .toList();
  }
}
