package dev.onhand.server.pages;

import dev.onhand.core.listing.RuleStep;
import dev.onhand.core.order.Merging;
import dev.onhand.core.order.Sourcing;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.Breaker;
import dev.onhand.engine.channels.OrderMessage;
import dev.onhand.engine.channels.ScopedRule;
import dev.onhand.engine.channels.Suggestion;
import dev.onhand.engine.orders.LogEntry;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** How templates write numbers, times and addresses. */
public final class Show {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss", Locale.ENGLISH);

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

  private static final DateTimeFormatter UTC_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ENGLISH);

  /** How a name of a browser is known. */
  private record Mark(String mark, String name) {}

  /** Those that also call themselves by the names of others come first. */
  private static final List<Mark> BROWSERS =
      List.of(
          new Mark("Edg/", "Edge"),
          new Mark("OPR/", "Opera"),
          new Mark("Firefox/", "Firefox"),
          new Mark("Chrome/", "Chrome"),
          new Mark("Version/", "Safari"));

  private static final List<Mark> SYSTEMS =
      List.of(
          new Mark("Android", "Android"),
          new Mark("iPhone", "an iPhone"),
          new Mark("iPad", "an iPad"),
          new Mark("Windows", "Windows"),
          new Mark("Mac OS X", "a Mac"),
          new Mark("Linux", "Linux"));

  private Show() {}

  /** 12,345 */
  public static String units(long units) {
    return String.format(Locale.ROOT, "%,d", units);
  }

  /** 12,345, or a dash for what is not known. */
  public static String units(@Nullable Long units) {
    return units == null ? "–" : units(units.longValue());
  }

  /** 0.5 or 60, or a dash for what is not known. */
  public static String seconds(@Nullable Number seconds) {
    return seconds == null
        ? "–"
        : BigDecimal.valueOf(seconds.doubleValue()).stripTrailingZeros().toPlainString();
  }

  /** 500, or nothing where there is no limit. */
  public static String limit(@Nullable Integer limit) {
    return limit == null ? "" : units(limit.longValue());
  }

  /** +12 or −12. */
  public static String signed(long units) {
    return units < 0 ? "−" + units(Math.abs(units)) : "+" + units(units);
  }

  /** As the seller's clocks show it. */
  public static String time(Instant time, ZoneId zone) {
    return TIME.format(time.atZone(zone));
  }

  /** The same; of a time that stands for a day, that day. */
  public static String dayOrTime(Instant time, ZoneId zone) {
    LocalTime hour = time.atZone(zone).toLocalTime();
    return hour.equals(LocalTime.MIDNIGHT) || hour.equals(PurchaseForm.END_OF_DAY)
        ? DAY.format(time.atZone(zone))
        : time(time, zone);
  }

  public static String utc(Instant time) {
    return UTC_TIME.format(time.atZone(ZoneOffset.UTC));
  }

  /** {@code 4 min ago}, roughly. */
  public static String ago(@Nullable Instant time, Instant now) {
    if (time == null) {
      return "never";
    }
    Duration since = Duration.between(time, now);
    if (since.compareTo(Duration.ofSeconds(10)) < 0) {
      return "just now";
    }
    if (since.toMinutes() < 1) {
      return since.toSeconds() + " s ago";
    }
    if (since.toHours() < 1) {
      return since.toMinutes() + " min ago";
    }
    return since.toDays() < 1 ? since.toHours() + " h ago" : since.toDays() + " d ago";
  }

  /** What was refused, in sentences: of each field that was, or of the whole. */
  static String said(ProblemException refused) {
    return refused.errors().isEmpty()
        ? refused.detail()
        : refused.errors().stream().map(FieldError::detail).collect(Collectors.joining(". "));
  }

  /** What a browser's long name of itself comes to: {@code Firefox 140 on Linux}. */
  public static String browser(String agent) {
    String program =
        BROWSERS.stream()
            .filter(one -> agent.contains(one.mark()))
            .findFirst()
            .map(one -> one.name() + " " + digits(agent, one.mark()))
            .orElse("Unknown browser");
    return SYSTEMS.stream()
        .filter(one -> agent.contains(one.mark()))
        .findFirst()
        .map(one -> program.strip() + " on " + one.name())
        .orElse(program.strip());
  }

  private static String digits(String agent, String mark) {
    return agent.substring(agent.indexOf(mark) + mark.length()).replaceFirst("(?s)\\D.*", "");
  }

  /** A part of a whole in percent, rounded down so that what is not whole never looks so. */
  public static String percent(double share) {
    return (int) Math.floor(share * 100) + " %";
  }

  /** Whether an account's channel is called. */
  public static String breaker(Account account, Instant now) {
    return "breaker " + words(Breaker.of(account.health(), now).code());
  }

  /** The colour of an account's state. */
  public static String tone(Account account) {
    return switch (account.state()) {
      case ACTIVE -> account.health().failures() > 0 ? "warning" : "success";
      case PAUSED -> "secondary";
      case STOPPED -> "danger";
    };
  }

  /** A code as words: {@code stock_count_correction} is "stock count correction". */
  public static String words(String code) {
    return code.replace('_', ' ');
  }

  /** The same as a title: {@code stock_count_correction} is "Stock count correction". */
  public static String title(String code) {
    return code.isEmpty() ? "" : Character.toUpperCase(code.charAt(0)) + words(code).substring(1);
  }

  /** A step of a rule, in words. */
  public static String ruleStep(RuleStep.Kind kind) {
    return switch (kind) {
      case POOL -> "what there is at the channel's locations";
      case NOT_BELOW_ZERO -> "more is promised than there is";
      case STOP_SELLING -> "nothing is to be shown";
      case BUFFER -> "units are kept back";
      case TUNED_BUFFER -> "more are kept back, by the tuned buffer";
      case PERCENT -> "a part of the rest";
      case PACK -> "one of it is several units";
      case FIXED -> "always this many, as long as there are";
      case MAX -> "no more than this";
      case MIN -> "with fewer than this, nothing";
      case CHANNEL_MAX -> "no more than the channel takes";
      case OWN_ORDERS -> "the channel counts its open orders among its stock";
    };
  }

  /** What a rule is for, in words. */
  public static String ruleScope(ScopedRule.Scope scope) {
    return switch (scope) {
      case ScopedRule.Scope.Channel channel -> "the channel";
      case ScopedRule.Scope.Group group -> "the group " + group.name();
      case ScopedRule.Scope.One one -> "this listing";
    };
  }

  /** What speaks for a product, in words. */
  public static String likeness(Suggestion.Why why) {
    return switch (why) {
      case GTIN -> "the same GTIN, as others have too";
      case SKU -> "the same SKU, but for capitals";
      case SKU_AND_MORE -> "the listing's SKU begins with it";
      case SKU_BEGINS -> "it begins with the listing's SKU";
      case NAME -> "one begins with what the other is called";
    };
  }

  /** What came of something that a channel said of an order, in words. */
  public static String outcome(OrderMessage message) {
    return switch (message.came()) {
      case OrderMessage.Came.Told(String topic, var state, String error) ->
          switch (state) {
            case null -> "it was worked off";
            case WAITING -> "it waits to be worked off" + (error == null ? "" : ": " + error);
            case DONE -> "the order was read";
            case FAILED -> "it could not be worked off: " + error;
          };
      case OrderMessage.Came.Refused(String code) -> "the books refused it: " + words(code);
      case OrderMessage.Came.Read(var verdict, LogEntry.UnitsMoved moved) ->
          (verdict == null ? "applied" : verdict(verdict)) + ": " + moved(moved);
    };
  }

  private static String verdict(Merging.Verdict verdict) {
    return switch (verdict) {
      case NEWER -> "news";
      case OLDER -> "older than what was known";
      case SAME -> "known before";
      case CONTRADICTS -> "as new as what was known, and different";
    };
  }

  private static String moved(LogEntry.UnitsMoved moved) {
    List<String> parts = new ArrayList<>();
    add(parts, moved.reserved(), "reserved");
    add(parts, moved.released(), "released");
    add(parts, moved.fulfilled(), "shipped");
    add(parts, moved.returned(), "returned");
    if (parts.isEmpty()) {
      parts.add("moved nothing");
    }
    add(parts, moved.missing(), "missing");
    add(parts, moved.parked(), moved.parked() == 1 ? "line not known" : "lines not known");
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, long many, String what) {
    if (many > 0) {
      parts.add(units(many) + " " + what);
    }
  }

  /** A rule of sourcing, in words. */
  public static String sourcing(Sourcing rule) {
    return switch (rule) {
      case PRIORITY -> "by priority, each location to its last unit";
      case MOST_AVAILABLE -> "the location with the most units first";
      case NEAREST -> "the location nearest to where the order goes first";
      case FEWEST_SPLITS -> "one location that has all, else as few as possible";
      case FIRST_WITH_STOCK -> "the first by priority that has any, and no other";
    };
  }

  /** Where a product is shown. */
  public static String stockPath(String sku) {
    return "/stock/" + encoded(sku);
  }

  /** Where a product's numbers are taken apart. */
  public static String whyPath(String sku) {
    return stockPath(sku) + "#why";
  }

  /**
   * Where the movements of a product are listed.
   *
   * @param location code; empty: of all
   */
  public static String journalPath(String sku, String location) {
    return sliceOf("/journal", sku, location);
  }

  /**
   * Where it is listed what a product is reserved for.
   *
   * @param location code; empty: at all
   */
  public static String reservationsPath(String sku, String location) {
    return sliceOf("/reservations", sku, location);
  }

  /** Where it is listed with what a product is still to come. */
  public static String incomingPath(String sku) {
    return "/receiving?status=open&sku=" + encoded(sku);
  }

  private static String sliceOf(String list, String sku, String location) {
    String slice = list + "?sku=" + encoded(sku);
    return location.isEmpty() ? slice : slice + "&" + Shell.LOCATION + "=" + encoded(location);
  }

  /** Where an order is shown. */
  public static String orderPath(String channel, String id) {
    return "/orders/" + encoded(channel) + "/" + encoded(id);
  }

  /** A product's movements from this one back. */
  public static String movementPath(String sku, long movement) {
    return "/journal?sku=%s&starting_after=%s"
        .formatted(encoded(sku), PublicId.of(IdKind.MOVEMENT, movement + 1));
  }

  /** The same of an order as movements name it; null: it is named otherwise. */
  public static @Nullable String referencePath(String reference) {
    int slash = reference.indexOf('/');
    return slash < 0
        ? null
        : orderPath(reference.substring(0, slash), reference.substring(slash + 1));
  }

  /** Text as one segment of a path, or as a value in a query. */
  public static String encoded(String text) {
    return UriUtils.encode(text, StandardCharsets.UTF_8);
  }
}
