package dev.onhand.server.pages;

import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.channels.AccountBodies.AccountToPut;
import dev.onhand.server.channels.AccountDesk;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Versions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** How channels are reached: what each kind asks for, what is set, and whether it does. */
@Controller
class ChannelSetupPages {

  private static final String PATH = "/settings/channels";
  private static final String KIND = "/settings/channel-types/{type}";

  private final Pages pages;
  private final AccountDesk desk;
  private final Accounts accounts;
  private final LocationCodes locations;
  private final InstantSource clock;

  ChannelSetupPages(
      Pages pages,
      AccountDesk desk,
      Accounts accounts,
      LocationCodes locations,
      InstantSource clock) {
    this.pages = pages;
    this.desk = desk;
    this.accounts = accounts;
    this.locations = locations;
    this.clock = clock;
  }

  @GetMapping(PATH)
  @Needs(Scope.ORDERS_READ)
  View showChannelAccounts(HttpServletRequest request, Caller caller) {
    return pages.page(
        pages.shell(request, caller, "Channel accounts", Shell.Section.SETTINGS),
        "channelAccounts",
        Map.of(
            "rows", accounts.list(caller.seller()), "kinds", desk.kinds(), "now", clock.instant()));
  }

  @GetMapping(KIND)
  @Needs(Scope.CHANNELS_WRITE)
  View showChannelKind(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String type,
      @RequestParam(defaultValue = "") String preset,
      @RequestParam(defaultValue = "") String like) {
    ConnectorDescriptor kind = kind(type);
    ChannelForm form = ChannelForm.of(desk.start(caller, kind, preset, like));
    return blank(HttpServletResponse.SC_OK, request, caller, kind, form, null);
  }

  private ConnectorDescriptor kind(String type) {
    return desk.kind(type)
        .orElseThrow(
            () ->
                ProblemException.notFound(
                    "kind of channel", type, "See Settings, Channels for those there are."));
  }

  /** Sets up an account that is not there yet. */
  @PostMapping(KIND)
  @Needs(Scope.CHANNELS_WRITE)
  View addChannelOfPage(HttpServletRequest request, Caller caller, @PathVariable String type) {
    ConnectorDescriptor kind = kind(type);
    ChannelForm form =
        ChannelForm.of(request, kind, AdjustmentForm.text(request, "channel").strip());
    try {
      Saving<Account> saving = put(caller, kind, form, 0L);
      if (saving instanceof Saving.Stale<Account> || saving instanceof Saving.Blocked<Account>) {
        throw ProblemException.invalid(
            "/channel",
            "channel '%s' is set up already: name another one, or see it under Settings, Channels"
                .formatted(form.code()));
      }
      Versions.saved(saving, "channel account", form.code());
      return Pages.redirect(path(form.code()) + "?said=added");
    } catch (ProblemException refused) {
      return blank(refused.code().status(), request, caller, kind, form, refused);
    }
  }

  /** All that is wrong is told at once, numbers that are none too. */
  private Saving<Account> put(
      Caller caller, ConnectorDescriptor kind, ChannelForm form, long seen) {
    Fields fields = new Fields();
    AccountToPut body = form.body(kind.type(), fields);
    if (!fields.errors().isEmpty()) {
      desk.errors(caller, form.code(), body).forEach(fields::add);
    }
    return desk.put(caller, form.code(), fields.build(() -> body), seen);
  }

  private static String path(String code) {
    return PATH + "/" + Show.encoded(code);
  }

  private View blank(
      int status,
      HttpServletRequest request,
      Caller caller,
      ConnectorDescriptor kind,
      ChannelForm form,
      @Nullable ProblemException refused) {
    ChannelStart start =
        ChannelStart.of(
            kind,
            desk.ofKind(caller, kind),
            AdjustmentForm.text(request, "preset"),
            AdjustmentForm.text(request, "like"));
    return pages.page(
        status,
        pages.shell(request, caller, "Add a channel", Shell.Section.SETTINGS),
        "channelKind",
        Map.of(
            "kind",
            kind,
            "start",
            start,
            "fields",
            ChannelFields.of(kind, form, Set.of(), start.asks(), locations.all(caller), refused)));
  }

  @GetMapping(PATH + "/{code}")
  @Needs(Scope.ORDERS_READ)
  View showChannelAccountPage(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String code,
      @RequestParam(defaultValue = "") String said) {
    Account account = desk.find(caller, code);
    return one(
        HttpServletResponse.SC_OK, request, caller, account, ChannelForm.of(account), said, null);
  }

  /** Sets an account up anew, tests it, lets it work or has it rest. */
  @PostMapping(PATH + "/{code}")
  @Needs(Scope.CHANNELS_WRITE)
  View changeChannelAccountOfPage(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String code,
      @RequestParam(defaultValue = "") String action)
      throws InterruptedException {
    switch (action) {
      case "save" -> {
        return save(request, caller, desk.find(caller, code));
      }
      case "test" -> desk.beginTest(caller, code);
      case "resume" -> desk.resume(caller, code);
      case "pause" -> desk.pause(caller, code, "paused by " + caller.actor());
      case "read" -> desk.read(caller, code);
      default ->
          throw ProblemException.invalid(
              "action", "action must be save, test, resume, pause or read");
    }
    return Pages.redirect(path(code) + "?said=" + action);
  }

  private View save(HttpServletRequest request, Caller caller, Account account) {
    ConnectorDescriptor kind = kind(account.type());
    ChannelForm form = ChannelForm.of(request, kind, account.code());
    try {
      Saving<Account> saving = put(caller, kind, form, form.seen());
      if (saving instanceof Saving.Stale<Account>) {
        Account now = desk.find(caller, account.code());
        ChannelDifference difference = ChannelDifference.of(kind, ChannelForm.of(now), form);
        return one(
            HttpServletResponse.SC_PRECONDITION_FAILED,
            request,
            caller,
            now,
            ChannelForm.of(now),
            "",
            Versions.overtaken(difference.now(), difference.wanted()));
      }
      Versions.saved(saving, "channel account", account.code());
      return Pages.redirect(path(account.code()) + "?said=save");
    } catch (ProblemException refused) {
      return one(refused.code().status(), request, caller, account, form, "", refused);
    }
  }

  private View one(
      int status,
      HttpServletRequest request,
      Caller caller,
      Account account,
      ChannelForm form,
      String said,
      @Nullable ProblemException refused) {
    Map<String, Object> content = new HashMap<>();
    Optional<ConnectorDescriptor> kind = desk.kind(account.type());
    content.put("account", account);
    content.put("said", said);
    content.put("now", clock.instant());
    content.put("hook", desk.hookPath(account).map(hook -> Pages.base(request) + hook).orElse(""));
    kind.ifPresent(
        known -> {
          content.put("kind", known);
          content.put(
              "fields",
              ChannelFields.of(
                  known, form, desk.secrets(account), List.of(), locations.all(caller), refused));
        });
    return pages.page(
        status,
        pages.shell(request, caller, account.code(), Shell.Section.SETTINGS),
        "channelAccount",
        content);
  }
}
