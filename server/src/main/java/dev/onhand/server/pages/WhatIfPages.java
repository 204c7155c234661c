package dev.onhand.server.pages;

import dev.onhand.core.listing.ListingRule;
import dev.onhand.core.order.Sourcing;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.orders.Channels;
import dev.onhand.engine.whatif.Change;
import dev.onhand.engine.whatif.WhatIf;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.Sourcings;
import dev.onhand.server.web.Times;
import dev.onhand.server.whatif.OneReplay;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** What a past period would have come to under other settings. */
@Controller
class WhatIfPages {

  private static final int DAYS_USUAL = 28;

  private final Pages pages;
  private final WhatIf whatIf;
  private final Channels channels;
  private final OneReplay replay;
  private final InstantSource clock;

  WhatIfPages(
      Pages pages, WhatIf whatIf, Channels channels, OneReplay replay, InstantSource clock) {
    this.pages = pages;
    this.whatIf = whatIf;
    this.channels = channels;
    this.replay = replay;
    this.clock = clock;
  }

  @GetMapping("/what-if")
  @Needs(Scope.ORDERS_READ)
  View showWhatIf(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(defaultValue = "") String channel,
      @RequestParam(required = false) @Nullable Long buffer,
      @RequestParam(defaultValue = "") String sourcing) {
    Shell shell = pages.shell(request, caller, "What if", Shell.Section.REPORTS);
    Instant now = clock.instant();
    LocalDate today = now.atZone(shell.zone()).toLocalDate();
    boolean isAsked = !from.isBlank();
    Map<String, Object> content = new HashMap<>();
    content.put("from", isAsked ? from : today.minusDays(DAYS_USUAL).toString());
    content.put("to", to.isBlank() ? today.toString() : to);
    content.put("channel", channel);
    content.put("buffer", buffer == null ? "" : buffer.toString());
    content.put("sourcing", sourcing);
    content.put("rules", Arrays.stream(Sourcing.values()).map(Sourcing::code).toList());
    content.put(
        "channels",
        channels.list(caller.seller()).stream().map(one -> one.channel().code()).toList());
    if (isAsked) {
      Change change =
          Fields.checked(
              () ->
                  new Change(
                      day("from", from, shell.zone()),
                      until(to, shell.zone(), now),
                      channel.isEmpty() ? rule(sourcing) : null,
                      channel.isEmpty() ? Map.of() : Map.of(channel, other(buffer, sourcing)),
                      false));
      WhatIf.Answer answer =
          replay.make("from", () -> Fields.checked(() -> whatIf.ask(caller.seller(), change)));
      content.put("answer", answer);
      content.put("rows", rows(answer));
    } else {
      content.put("rows", List.of());
    }
    return pages.page(shell, "whatIf", content);
  }

  private static List<WhatIfRow> rows(WhatIf.Answer answer) {
    return WhatIfRow.of(answer.replayed().unchanged(), answer.replayed().changed());
  }

  private static @Nullable Sourcing rule(String sourcing) {
    return sourcing.isBlank() ? null : Sourcings.read(sourcing);
  }

  private static Change.OfChannel other(@Nullable Long buffer, String sourcing) {
    Long kept = buffer == null ? null : ListingRule.NONE.withBuffer(buffer).buffer();
    return new Change.OfChannel(kept, rule(sourcing), null, Map.of());
  }

  private static Instant day(String what, String text, ZoneId zone) {
    return Times.day(what, text).atStartOfDay(zone).toInstant();
  }

  /** Up to the end of that day, or until now. */
  private static Instant until(String to, ZoneId zone, Instant now) {
    if (to.isBlank()) {
      return now;
    }
    Instant end = Times.day("to", to).plusDays(1).atStartOfDay(zone).toInstant();
    return end.isBefore(now) ? end : now;
  }
}
