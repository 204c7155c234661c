package dev.onhand.server.pages;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.engine.webhooks.Deliveries;
import dev.onhand.engine.webhooks.Delivery;
import dev.onhand.engine.webhooks.Webhook;
import dev.onhand.engine.webhooks.WebhookData;
import dev.onhand.engine.webhooks.Webhooks;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.webhooks.OutgoingWebhooks;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Where events are sent, what was sent, and what came of it. */
@Controller
class WebhookPages {

  private static final String PATH = "/settings/webhooks";

  private final Pages pages;
  private final Webhooks webhooks;
  private final Deliveries deliveries;
  private final OutgoingWebhooks desk;
  private final InstantSource clock;

  WebhookPages(
      Pages pages,
      Webhooks webhooks,
      Deliveries deliveries,
      OutgoingWebhooks desk,
      InstantSource clock) {
    this.pages = pages;
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.desk = desk;
    this.clock = clock;
  }

  @GetMapping(PATH)
  @Needs(Scope.EVENTS_READ)
  View showWebhooks(HttpServletRequest request, Caller caller) {
    return list(HttpServletResponse.SC_OK, request, caller, "");
  }

  /** Makes a webhook, and shows its secret this once. */
  @PostMapping(PATH)
  @Needs(Scope.WEBHOOKS_WRITE)
  View createWebhookOfPage(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String url,
      @RequestParam(defaultValue = "") String description,
      @RequestParam(required = false) List<String> types) {
    try {
      WebhookData data =
          desk.data(url.strip(), description.strip(), types == null ? List.of() : types);
      requireNew(caller, data);
      OutgoingWebhooks.Made made = desk.make(caller, data, desk.end(caller));
      desk.wake();
      return one(
          HttpServletResponse.SC_OK, request, caller, made.webhook(), WebhookSaid.secret(made));
    } catch (ProblemException refused) {
      return list(refused.code().status(), request, caller, Show.said(refused));
    }
  }

  /** So that a form that is sent twice does not have everything sent twice. */
  private void requireNew(Caller caller, WebhookData data) {
    if (webhooks.list(caller.seller()).stream()
        .anyMatch(each -> each.data().url().equals(data.url()))) {
      throw new ProblemException(
          ProblemCode.CONFLICT, "Events are sent to this address already: see the list below.");
    }
  }

  @GetMapping(PATH + "/{id}")
  @Needs(Scope.EVENTS_READ)
  View showWebhookPage(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String said,
      @PageOf(IdKind.DELIVERY) PageRequest page) {
    return one(
        HttpServletResponse.SC_OK,
        request,
        caller,
        desk.find(caller, id),
        page,
        WebhookSaid.of(said));
  }

  /** As the browser's field for a time writes it, in the seller's zone. */
  private static Instant time(String name, String text, ZoneId zone) {
    try {
      return LocalDateTime.parse(text).atZone(zone).toInstant();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(name + " must be a day and a time", e);
    }
  }

  /** Tests, pauses, resumes, removes a webhook, changes its secret, or sends again what failed. */
  @PostMapping(PATH + "/{id}")
  @Needs(Scope.WEBHOOKS_WRITE)
  View changeWebhookOfPage(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String action,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(defaultValue = "") String typed) {
    try {
      switch (action) {
        case "test" -> desk.test(caller, id);
        case "pause" -> desk.pause(caller, id);
        case "resume" -> desk.resume(caller, id);
        case "replay_failed" -> desk.replayFailed(caller, id);
        case "replay_time" -> {
          ZoneId zone = pages.shell(request, caller, "", Shell.Section.SETTINGS).zone();
          desk.replayBetween(
              caller,
              id,
              Fields.checked(() -> time("from", from, zone)),
              to.isBlank() ? null : Fields.checked(() -> time("to", to, zone)));
        }
        case "rotate" -> {
          OutgoingWebhooks.Made made = desk.rotate(caller, id);
          return one(
              HttpServletResponse.SC_OK, request, caller, made.webhook(), WebhookSaid.secret(made));
        }
        case "remove" -> {
          Forms.requireTyped(typed, desk.find(caller, id).data().url().getHost());
          desk.remove(caller, id);
          return Pages.redirect(PATH);
        }
        default ->
            throw ProblemException.invalid(
                "action",
                "action must be test, pause, resume, replay_failed, replay_time, rotate or remove");
      }
    } catch (ProblemException refused) {
      return one(
          refused.code().status(),
          request,
          caller,
          desk.find(caller, id),
          new WebhookSaid("", Show.said(refused), ""));
    }
    return Pages.redirect(PATH + "/" + id + "?said=" + action);
  }

  @GetMapping(PATH + "/{id}/deliveries/{delivery}")
  @Needs(Scope.EVENTS_READ)
  View showDelivery(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @PathVariable String delivery) {
    Webhook webhook = desk.find(caller, id);
    Delivery found = desk.delivery(caller, webhook, delivery);
    return pages.page(
        pages.shell(request, caller, "Delivery", Shell.Section.SETTINGS),
        "delivery",
        Map.of(
            "webhook",
            webhook,
            "delivery",
            found,
            "attempts",
            deliveries.attempts(caller.seller(), found.id())));
  }

  @PostMapping(PATH + "/{id}/deliveries/{delivery}")
  @Needs(Scope.WEBHOOKS_WRITE)
  View replayDelivery(Caller caller, @PathVariable String id, @PathVariable String delivery) {
    desk.replay(caller, id, delivery);
    return Pages.redirect(PATH + "/" + id + "/deliveries/" + delivery);
  }

  private View list(int status, HttpServletRequest request, Caller caller, String error) {
    return pages.page(
        status,
        pages.shell(request, caller, "Webhooks", Shell.Section.SETTINGS),
        "webhooks",
        Map.of(
            "rows",
            webhooks.list(caller.seller()),
            "types",
            OutgoingWebhooks.types(),
            "now",
            clock.instant(),
            "error",
            error));
  }

  private View one(
      int status, HttpServletRequest request, Caller caller, Webhook webhook, WebhookSaid said) {
    return one(
        status, request, caller, webhook, PageRequest.first(PageRequest.LIMIT_DEFAULT), said);
  }

  private View one(
      int status,
      HttpServletRequest request,
      Caller caller,
      Webhook webhook,
      PageRequest page,
      WebhookSaid said) {
    Slice<Delivery> slice = deliveries.list(caller.seller(), webhook.id(), null, page);
    String path = PATH + "/" + PublicId.of(IdKind.WEBHOOK, webhook.id());
    return pages.page(
        status,
        pages.shell(request, caller, "Webhook", Shell.Section.SETTINGS),
        "webhook",
        Map.of(
            "webhook",
            webhook,
            "rows",
            slice.rows(),
            "pager",
            Pager.of(path, Map.of(), page, slice, IdKind.DELIVERY, Delivery::id),
            "path",
            path,
            "now",
            clock.instant(),
            "said",
            said));
  }
}
