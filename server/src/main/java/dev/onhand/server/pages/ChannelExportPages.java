package dev.onhand.server.pages;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.channels.Difference;
import dev.onhand.engine.channels.HeldChange;
import dev.onhand.engine.channels.HeldChanges;
import dev.onhand.engine.channels.PushAttempts;
import dev.onhand.engine.channels.PushAttempts.PushAttempt;
import dev.onhand.engine.channels.Reconciliation;
import dev.onhand.engine.channels.Reconciliations;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.channels.Deciding;
import dev.onhand.server.channels.HeldDecisions;
import dev.onhand.server.reports.ListExport;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** What channels showed, were told and were kept from, as files for spreadsheets. */
@Controller
class ChannelExportPages {

  private static final ListExport<Reconciliation> RUNS =
      new ListExport<>(
          "onhand-reconciliations",
          "Reconciliations",
          List.of(
              "id",
              "channel",
              "purpose",
              "state",
              "asked_at",
              "finished_at",
              "compared",
              "equal",
              "differing",
              "not_yet_told",
              "under_way",
              "not_shown_any_more",
              "of_no_product",
              "orders_missed",
              "to_be_decided",
              "asked_by"),
          ChannelExportPages::cells);

  private static final ListExport<Difference> DIFFERENCES =
      new ListExport<>(
          "onhand-differences",
          "Differences",
          List.of(
              "id",
              "channel",
              "listing",
              "title",
              "sku",
              "desired",
              "believed",
              "on_the_channel",
              "difference",
              "cause",
              "what_follows",
              "found_at",
              "decided_at",
              "decided_by",
              "settled_at",
              "settled_by",
              "notes"),
          ChannelExportPages::cells);

  private static final ListExport<HeldChange> HELD =
      new ListExport<>(
          "onhand-held-changes",
          "Held changes",
          List.of(
              "id",
              "channel",
              "state",
              "held_at",
              "raised",
              "raised_by_units",
              "lowered",
              "lowered_by_units",
              "to_nothing",
              "held_now",
              "decided_at",
              "decided_by"),
          row ->
              ListExport.cells(
                  PublicId.of(IdKind.HELD_CHANGE, row.id()),
                  row.channel(),
                  row.state().code(),
                  row.heldAt(),
                  row.counts().raised(),
                  row.counts().unitsRaised(),
                  row.counts().lowered(),
                  row.counts().unitsLost(),
                  row.counts().zeroed(),
                  row.counts().holding(),
                  row.decidedAt(),
                  row.decidedBy()));

  private static final ListExport<HeldChange.Line> HELD_LINES =
      new ListExport<>(
          "onhand-held-listings",
          "Held listings",
          List.of("listing", "title", "sku", "showed", "was_to_show", "should_show_now", "held"),
          row ->
              ListExport.cells(
                  PublicId.of(IdKind.LISTING, row.listing()),
                  row.title(),
                  row.sku(),
                  row.from(),
                  row.to(),
                  row.desired(),
                  row.isHeld() ? "yes" : "no"));

  private static final ListExport<PushAttempt> ATTEMPTS =
      new ListExport<>(
          "onhand-attempts",
          "What channels were told",
          List.of(
              "id",
              "sent_at",
              "channel",
              "listing",
              "told",
              "expected",
              "outcome",
              "detail",
              "answered_at"),
          row ->
              ListExport.cells(
                  PublicId.of(IdKind.PUSH, row.id()),
                  row.sentAt(),
                  row.channel(),
                  row.externalId(),
                  row.quantity(),
                  row.expected(),
                  row.outcome(),
                  row.detail(),
                  row.answeredAt()));

  private final Reconciliations reconciliations;
  private final Deciding deciding;
  private final HeldChanges held;
  private final HeldDecisions decisions;
  private final PushAttempts attempts;

  ChannelExportPages(
      Reconciliations reconciliations,
      Deciding deciding,
      HeldChanges held,
      HeldDecisions decisions,
      PushAttempts attempts) {
    this.reconciliations = reconciliations;
    this.deciding = deciding;
    this.held = held;
    this.decisions = decisions;
    this.attempts = attempts;
  }

  @GetMapping({"/reconciliations.csv", "/reconciliations.xlsx"})
  @Needs(Scope.ORDERS_READ)
  View exportReconciliations(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String channel,
      @RequestParam(defaultValue = "false") boolean hourly) {
    return RUNS.view(
        request,
        page ->
            ListExport.Part.of(
                reconciliations.list(caller.seller(), Fields.given(channel), hourly, page),
                Reconciliation::id));
  }

  @GetMapping({"/reconciliations/{id}/differences.csv", "/reconciliations/{id}/differences.xlsx"})
  @Needs(Scope.ORDERS_READ)
  View exportDifferences(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "false") boolean open) {
    Difference.Filter filter = new Difference.Filter(null, deciding.found(caller, id).id(), open);
    return DIFFERENCES.view(
        request,
        page ->
            ListExport.Part.of(
                reconciliations.differences(caller.seller(), filter, page), Difference::id));
  }

  @GetMapping({"/held-changes.csv", "/held-changes.xlsx"})
  @Needs(Scope.ORDERS_READ)
  View exportHeldChanges(HttpServletRequest request, Caller caller) {
    return HELD.view(
        request,
        page -> ListExport.Part.of(held.list(caller.seller(), null, null, page), HeldChange::id));
  }

  @GetMapping({"/held-changes/{id}/listings.csv", "/held-changes/{id}/listings.xlsx"})
  @Needs(Scope.ORDERS_READ)
  View exportHeldListings(HttpServletRequest request, Caller caller, @PathVariable String id) {
    long change = decisions.found(caller, id).id();
    return HELD_LINES.view(
        request,
        page ->
            ListExport.Part.of(
                held.lines(caller.seller(), change, page), HeldChange.Line::listing));
  }

  @GetMapping({"/sync/attempts.csv", "/sync/attempts.xlsx"})
  @Needs(Scope.JOBS_READ)
  View exportAttempts(
      HttpServletRequest request, Caller caller, @RequestParam(defaultValue = "") String channel) {
    return ATTEMPTS.view(
        request,
        page ->
            ListExport.Part.of(
                attempts.list(caller.seller(), Fields.given(channel), page), PushAttempt::id));
  }

  private static List<@Nullable Object> cells(Reconciliation row) {
    return ListExport.cells(
        PublicId.of(IdKind.RECONCILIATION, row.id()),
        row.channel(),
        row.purpose().code(),
        row.state().code(),
        row.askedAt(),
        row.finishedAt(),
        row.counts().listings(),
        row.counts().equal(),
        row.counts().differing(),
        row.counts().pending(),
        row.counts().inFlight(),
        row.counts().missing(),
        row.counts().unmatched(),
        row.counts().missed(),
        row.counts().open(),
        row.actor());
  }

  private static List<@Nullable Object> cells(Difference row) {
    return ListExport.cells(
        PublicId.of(IdKind.DIFFERENCE, row.id()),
        row.channel(),
        row.externalId(),
        row.title(),
        row.sku(),
        row.desired(),
        row.believed(),
        row.observed(),
        row.observed() == null || row.desired() == null ? null : row.observed() - row.desired(),
        row.cause().code(),
        row.action().code(),
        row.foundAt(),
        row.decidedAt(),
        row.decidedBy(),
        row.settledAt(),
        row.settledBy(),
        row.notes());
  }
}
