package dev.onhand.server.pages;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.buffers.BufferTuner;
import dev.onhand.engine.buffers.BufferTuner.Proposals;
import dev.onhand.engine.buffers.BufferTuner.Trial;
import dev.onhand.engine.buffers.Tuning;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.whatif.OneReplay;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** What listings of a channel keep back by what is measured. */
@Controller
class BufferPages {

  private static final double WHOLE = 100;

  private final Pages pages;
  private final BufferTuner tuner;
  private final Accounts accounts;
  private final OneReplay replay;
  private final InstantSource clock;

  BufferPages(
      Pages pages, BufferTuner tuner, Accounts accounts, OneReplay replay, InstantSource clock) {
    this.pages = pages;
    this.tuner = tuner;
    this.accounts = accounts;
    this.replay = replay;
    this.clock = clock;
  }

  @GetMapping("/channels/{code}/buffers")
  @Needs(Scope.ORDERS_READ)
  View showOnlyBuffers(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String code,
      @RequestParam(defaultValue = "false") boolean propose,
      @RequestParam(name = "oversell_percent", required = false) @Nullable Double percent,
      @RequestParam(required = false) @Nullable Integer days) {
    Account account = account(caller, code);
    Tuning set = tuner.tuning(account);
    Tuning tuning = Fields.checked(() -> changed(set, set.isOn(), percent, days));
    Map<String, Object> content = new HashMap<>();
    content.put("account", account);
    content.put("set", set);
    content.put("tuning", tuning);
    content.put("tuned", tuner.tuned(account));
    content.put("rows", List.of());
    if (propose) {
      Proposals proposals = tuner.propose(account, tuning);
      content.put("proposals", proposals);
      if (!proposals.buffers().isEmpty()) {
        Trial trial = replay.make("days", () -> tuner.tryOut(account, tuning));
        content.put("trial", trial);
        content.put("rows", WhatIfRow.of(trial.replayed().unchanged(), trial.replayed().changed()));
      }
    }
    return pages.page(
        pages.shell(request, caller, "Buffers of " + code, Shell.Section.CHANNELS),
        "buffers",
        content);
  }

  private Account account(Caller caller, String code) {
    return accounts
        .find(caller.seller(), code)
        .orElseThrow(() -> ProblemException.notFound("channel account", code));
  }

  private static Tuning changed(
      Tuning set, boolean isOn, @Nullable Double percent, @Nullable Integer days) {
    return new Tuning(
        isOn,
        percent == null ? set.accepted() : percent / WHOLE,
        days == null ? set.days() : days,
        set.tunedAt());
  }

  /** Switches it on, as it is looked at, or off. */
  @PostMapping("/channels/{code}/buffers")
  @Needs(Scope.CHANNELS_WRITE)
  View switchOnlyBuffers(
      Caller caller,
      @PathVariable String code,
      @RequestParam String action,
      @RequestParam(name = "oversell_percent", required = false) @Nullable Double percent,
      @RequestParam(required = false) @Nullable Integer days) {
    Account account = account(caller, code);
    if (!action.equals("on") && !action.equals("off")) {
      throw ProblemException.invalid("action", "action must be on or off");
    }
    Tuning set = tuner.tuning(account);
    Tuning tuning = Fields.checked(() -> changed(set, action.equals("on"), percent, days));
    tuner.set(account, tuning, new Edit(caller.actor(), clock.instant(), null));
    return Pages.redirect("/channels/" + Show.encoded(code) + "/buffers");
  }
}
