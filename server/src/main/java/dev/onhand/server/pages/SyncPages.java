package dev.onhand.server.pages;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.CallCount;
import dev.onhand.engine.channels.Connectors;
import dev.onhand.engine.channels.LastCall;
import dev.onhand.engine.channels.LastCalls;
import dev.onhand.engine.channels.PushAttempts;
import dev.onhand.engine.channels.PushAttempts.PushAttempt;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.channels.InboxController;
import dev.onhand.server.jobs.Queues;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import tools.jackson.databind.json.JsonMapper;

/** How what waits stands: queues, what was given up, and what channels were told. */
@Controller
class SyncPages {

  private static final String PATH = "/sync";

  private static final int DAYS = 30;

  private final Pages pages;
  private final Queues queues;
  private final DeadLetters dead;
  private final PushAttempts attempts;
  private final LastCalls last;
  private final Accounts accounts;
  private final Connectors connectors;
  private final JsonMapper json;
  private final InstantSource clock;

  SyncPages(
      Pages pages,
      Queues queues,
      DeadLetters dead,
      PushAttempts attempts,
      LastCalls last,
      Accounts accounts,
      Connectors connectors,
      JsonMapper json,
      InstantSource clock) {
    this.pages = pages;
    this.queues = queues;
    this.dead = dead;
    this.attempts = attempts;
    this.last = last;
    this.accounts = accounts;
    this.connectors = connectors;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Shows how it stands.
   *
   * @param channel whose attempts are listed; empty: of all
   * @param again how many were tried again; empty: nothing was asked for
   * @param over how many were given up for good; empty: the same
   */
  @GetMapping(PATH)
  @Needs(Scope.JOBS_READ)
  View showSync(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String channel,
      @RequestParam(defaultValue = "") String again,
      @RequestParam(defaultValue = "") String over,
      @PageOf(IdKind.PUSH) PageRequest page) {
    Map<String, Object> content = pages.together(caller, () -> standing(caller, channel, page));
    content.put(
        "said",
        count(again)
            .map("Tried again: %s."::formatted)
            .or(() -> count(over).map("Given up for good: %s."::formatted))
            .orElse(""));
    return pages.page(pages.shell(request, caller, "Sync", Shell.Section.SYNC), "sync", content);
  }

  private Map<String, Object> standing(Caller caller, String channel, PageRequest page) {
    Slice<PushAttempt> told = attempts.list(caller.seller(), Fields.given(channel), page);
    List<Account> all = accounts.list(caller.seller());
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Map<String, List<CallCount>> counts = calls(caller, all);
    CallChart calls = CallChart.of(counts);
    Chart lags = LagChart.of(all, accounts.lags(caller.seller(), today.minusDays(DAYS - 1L)));
    Map<String, Object> content = new HashMap<>();
    content.put("queues", queues.of(caller.seller()));
    content.put(
        "dead",
        Arrays.stream(DeadLetter.Kind.values())
            .map(kind -> dead.given(caller.seller(), kind))
            .filter(given -> !given.letters().isEmpty())
            .toList());
    content.put("attempts", told.rows());
    content.put(
        "pager",
        Pager.of(PATH, Map.of("channel", channel), page, told, IdKind.PUSH, PushAttempt::id));
    content.put("channel", channel);
    content.put("export", Pager.link(PATH + "/attempts.csv", Map.of("channel", channel)));
    content.put("channels", all.stream().map(Account::code).toList());
    content.put(
        "budgets",
        all.stream()
            .map(
                account ->
                    ChannelBudget.of(
                        account,
                        connectors.leftRatio(account),
                        counts.getOrDefault(account.code(), List.of()),
                        today))
            .toList());
    content.put("calls", calls);
    content.put("callsJson", json.writeValueAsString(calls));
    content.put("lags", lags);
    content.put("lagsJson", json.writeValueAsString(lags));
    content.put("now", clock.instant());
    return content;
  }

  private static Optional<String> count(String given) {
    return Optional.of(given).filter(text -> text.matches("[0-9]{1,4}"));
  }

  /** Shows what a listing was told, with what was said on the wire. */
  @GetMapping(PATH + "/attempts/{id}")
  @Needs(Scope.JOBS_READ)
  View showAttempt(HttpServletRequest request, Caller caller, @PathVariable String id) {
    PushAttempt attempt =
        PublicId.look(IdKind.PUSH, id, number -> attempts.find(caller.seller(), number))
            .orElseThrow(() -> ProblemException.notFound("attempt", id));
    return pages.page(
        pages.shell(request, caller, "Attempt", Shell.Section.SYNC),
        "attempt",
        Map.of("attempt", attempt, "calls", attempts.calls(caller.seller(), attempt)));
  }

  /** Shows what a channel was asked last for orders and listings, and what it answered. */
  @GetMapping(PATH + "/calls/{channel}")
  @Needs(Scope.JOBS_READ)
  View showLastCalls(HttpServletRequest request, Caller caller, @PathVariable String channel) {
    Account account =
        accounts.list(caller.seller()).stream()
            .filter(one -> one.code().equals(channel))
            .findFirst()
            .orElseThrow(() -> ProblemException.notFound("channel", channel));
    List<LastCall> calls =
        last.list(caller.seller(), account.channel()).stream()
            .filter(call -> caller.may(Scope.ORDERS_READ) || !call.purpose().readsOrders())
            .toList();
    return pages.page(
        pages.shell(request, caller, "Calls", Shell.Section.SYNC),
        "lastCalls",
        Map.of("channel", channel, "calls", calls));
  }

  private Map<String, List<CallCount>> calls(Caller caller, List<Account> all) {
    Map<String, List<CallCount>> byChannel = new TreeMap<>();
    all.forEach(
        account ->
            byChannel.put(
                account.code(), accounts.calls(caller.seller(), account.channel(), DAYS)));
    return byChannel;
  }

  /**
   * Has what was given up tried again: what was chosen, or all of a kind that is shown. Or ends, as
   * done, what was chosen of what channels told.
   *
   * @param reason why nothing has to be done any more
   */
  @PostMapping(PATH)
  @Needs(Scope.JOBS_WRITE)
  View settleDeadLetters(
      HttpServletRequest request,
      Caller caller,
      @RequestParam String kind,
      @RequestParam String action,
      @RequestParam(defaultValue = "") String reason) {
    DeadLetter.Kind wanted = DeadLetter.Kind.read(kind);
    if (wanted == DeadLetter.Kind.ORDERS && !caller.may(Scope.ORDERS_WRITE)) {
      throw new ProblemException(
          ProblemCode.FORBIDDEN,
          "This needs the scope %s, which your token or role does not have."
              .formatted(Scope.ORDERS_WRITE.code()));
    }
    if (action.equals("dismiss") && wanted == DeadLetter.Kind.INBOX) {
      long over =
          dead.dismiss(
              caller.seller(),
              List.of(AdjustmentForm.values(request, "chosen")),
              caller.actor(),
              InboxController.reason(reason));
      return Pages.redirect(PATH + "?over=" + over);
    }
    List<String> ids =
        switch (action) {
          case "all" ->
              dead.given(caller.seller(), wanted).letters().stream().map(DeadLetter::id).toList();
          case "chosen" -> List.of(AdjustmentForm.values(request, "chosen"));
          default ->
              throw ProblemException.invalid(
                  "action", "action must be all, chosen, or, of what channels told, dismiss");
        };
    return Pages.redirect(PATH + "?again=" + dead.retry(caller.seller(), wanted, ids));
  }
}
