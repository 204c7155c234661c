package dev.onhand.server.pages;

import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.SettingSpec;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.AccountBudget;
import dev.onhand.engine.channels.AccountData;
import dev.onhand.model.Quantity;
import dev.onhand.server.channels.AccountBodies.AccountToPut;
import dev.onhand.server.web.Fields;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a form says of a channel account, as it was typed. A secret is in it only until it is handed
 * on: no page is made with one.
 *
 * @param code the channel's
 * @param settings by name; of secrets only those that are set anew or, empty, taken away
 * @param locations codes of those whose stock it sells; none: all that sell
 * @param version that the form rests on; 0: there was no such account
 */
public record ChannelForm(
    String code,
    Map<String, String> settings,
    List<String> locations,
    String pollSeconds,
    String callsPerSecond,
    String callsPerDay,
    String pushesPerListing,
    boolean readsHourly,
    String version) {

  /** Before the name of a setting, so that it cannot be taken for anything else of the form. */
  static final String SETTING = "set.";

  /** Before the name of a secret that is to be taken away. */
  static final String WITHOUT = "without.";

  /** What an account begins with; it is not there yet. */
  static ChannelForm of(AccountToPut start) {
    Map<String, String> settings = new HashMap<>();
    if (start.settings() != null) {
      start.settings().forEach((name, value) -> settings.put(name, value == null ? "" : value));
    }
    return new ChannelForm(
        "",
        settings,
        start.locations() == null
            ? List.of()
            : start.locations().stream().filter(Objects::nonNull).toList(),
        text(start.pollSeconds()),
        text(start.callsPerSecond()),
        text(start.callsPerDay()),
        text(start.pushesPerListing()),
        !Boolean.FALSE.equals(start.hourlyRead()),
        "0");
  }

  /** What is there. */
  static ChannelForm of(Account account) {
    AccountBudget budget = account.budget();
    return new ChannelForm(
        account.code(),
        account.settings(),
        account.locations(),
        Long.toString(account.pollEvery().toSeconds()),
        text(budget.callsPerSecond()),
        text(budget.callsPerDay()),
        text(budget.pushesPerListing()),
        account.readsHourly(),
        Long.toString(account.version()));
  }

  private static String text(@Nullable Integer number) {
    return number == null ? "" : number.toString();
  }

  /**
   * @param kind of which the account is
   * @param code the channel's
   */
  static ChannelForm of(HttpServletRequest request, ConnectorDescriptor kind, String code) {
    Map<String, String> settings = new HashMap<>();
    for (SettingSpec spec : kind.settings()) {
      String typed = AdjustmentForm.text(request, SETTING + spec.name()).strip();
      boolean isSecret = spec.kind() == SettingSpec.Kind.SECRET;
      boolean isKept = request.getParameter(WITHOUT + spec.name()) == null;
      if (!isSecret || !typed.isEmpty() || !isKept) {
        settings.put(spec.name(), typed);
      }
    }
    return new ChannelForm(
        code,
        settings,
        List.of(AdjustmentForm.values(request, "locations")),
        AdjustmentForm.text(request, "poll_seconds").strip(),
        AdjustmentForm.text(request, "calls_per_second").strip(),
        AdjustmentForm.text(request, "calls_per_day").strip(),
        AdjustmentForm.text(request, "pushes_per_listing").strip(),
        request.getParameter("hourly_read") != null,
        AdjustmentForm.text(request, "version"));
  }

  /**
   * What it asks for, without those numbers that are none.
   *
   * @param fields where these are told
   */
  AccountToPut body(String type, Fields fields) {
    return new AccountToPut(
        type,
        new HashMap<String, @Nullable String>(settings),
        new ArrayList<@Nullable String>(locations),
        whole(fields, "poll_seconds", pollSeconds),
        whole(fields, "calls_per_second", callsPerSecond),
        whole(fields, "calls_per_day", callsPerDay),
        whole(fields, "pushes_per_listing", pushesPerListing),
        readsHourly,
        null,
        null);
  }

  /**
   * @throws dev.onhand.server.web.ProblemException if it is none
   */
  long seen() {
    return Fields.checked(() -> Quantity.parseWhole("version", version));
  }

  private static @Nullable Integer whole(Fields fields, String name, String text) {
    return fields
        .optional(
            name,
            text.isEmpty() ? null : text,
            given -> Math.clamp(Quantity.parseWhole(name, given), -1, Integer.MAX_VALUE))
        .orNull();
  }

  /** The setting's value as the account has it then, or nothing. */
  String value(SettingSpec spec) {
    return spec.used(settings.getOrDefault(spec.name(), ""));
  }

  /** How often it is asked for orders, as the account has it then. */
  String poll() {
    return pollSeconds.isEmpty()
        ? Long.toString(AccountData.POLL_EVERY_DEFAULT.toSeconds())
        : pollSeconds;
  }
}
