package dev.onhand.engine.channels;

import dev.onhand.connector.Cause;
import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ReceivesWebhooks;
import dev.onhand.connector.SettingSpec;
import dev.onhand.connector.Settings.InvalidSettingsException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls a channel once and says in words what is wrong, if something is. */
public final class AccountCheck {

  private final Connectors connectors;

  public AccountCheck(Connectors connectors) {
    this.connectors = connectors;
  }

  /**
   * What came of it.
   *
   * @param listings how many it showed on the first page; null: it did not come to that
   */
  public record Result(boolean isWell, String detail, @Nullable Integer listings) {}

  /** Reads a page of listings. */
  public Result run(Account account) throws InterruptedException {
    @Nullable ConnectorDescriptor kind = null;
    try {
      Connectors.Open open = connectors.open(account);
      kind = open.descriptor();
      ListingPage page = open.connector().listings(Cursor.START);
      int listings = page.listings().size();
      boolean isFile = listings == 0 && page.next() != null;
      return new Result(
          true,
          isFile
              ? "The channel answered; it has so many listings that it makes a file of them."
              : "The channel answered; listings on its first page: %d.".formatted(listings),
          listings);
    } catch (InvalidSettingsException e) {
      return new Result(false, "The settings do not do: " + e.getMessage(), null);
    } catch (DeferredException e) {
      String advice = kind == null ? advice(e.why()) : advice(e.why(), kind);
      return new Result(false, advice + " (" + e.getMessage() + ")", null);
    } catch (IllegalStateException e) {
      return new Result(false, String.valueOf(e.getMessage()), null);
    } catch (RuntimeException e) {
      return new Result(
          false,
          "What answered is no such channel: its answer cannot be read. Check the address. ("
              + e.getMessage()
              + ")",
          null);
    }
  }

  /** What a person can do about it, with the names of the settings that it is about. */
  public static String advice(Cause why, ConnectorDescriptor kind) {
    List<String> names =
        switch (why) {
          case LOGIN_REFUSED, NOT_ALLOWED -> named(kind, SettingSpec.Kind.SECRET);
          case UNREACHABLE, TURNED_AWAY, UNREADABLE, UNEXPECTED, ADDRESS_FORBIDDEN ->
              named(kind, SettingSpec.Kind.URL);
          case THROTTLED, UNAVAILABLE -> List.of();
        };
    return names.isEmpty()
        ? advice(why)
        : "%s See the %s %s."
            .formatted(
                advice(why), names.size() == 1 ? "setting" : "settings", String.join(", ", names));
  }

  /**
   * Those that must be given, or, where none must, all but what the channel signs its calls with.
   */
  private static List<String> named(ConnectorDescriptor kind, SettingSpec.Kind what) {
    List<SettingSpec> all =
        kind.settings().stream()
            .filter(it -> it.kind() == what && !it.name().equals(ReceivesWebhooks.SECRET))
            .toList();
    List<SettingSpec> needed = all.stream().filter(it -> !it.isOptional()).toList();
    return (needed.isEmpty() ? all : needed).stream().map(SettingSpec::name).toList();
  }

  /** What a person can do about it. */
  private static String advice(Cause why) {
    return switch (why) {
      case THROTTLED -> "The channel's limits allow no more calls now. Try again in a while.";
      case UNAVAILABLE -> "The channel is there but cannot answer now. Try again in a while.";
      case UNREACHABLE ->
          "No connection came about. Check the address, and whether this machine may reach it.";
      case TURNED_AWAY ->
          "Something before the channel turned the call away. Check the address and what the channel wants every call to name.";
      case UNREADABLE, UNEXPECTED ->
          "What answered does not answer as such a channel does. Check the address.";
      case LOGIN_REFUSED ->
          "The key or token is not accepted. Check it, and that it is of this platform.";
      case NOT_ALLOWED ->
          "The key is good but does not allow this. Give it the permission to read listings.";
      case ADDRESS_FORBIDDEN ->
          "The address may not be called from here: it is not of the open internet, or no folder for channels. If it is your own network, the operator may allow it.";
    };
  }
}
