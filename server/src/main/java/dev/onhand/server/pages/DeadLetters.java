package dev.onhand.server.pages;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.Inbox;
import dev.onhand.engine.channels.InboxEvent;
import dev.onhand.engine.channels.InboxFailures;
import dev.onhand.engine.jobs.Job;
import dev.onhand.engine.jobs.Jobs;
import dev.onhand.engine.orders.FailedOrder;
import dev.onhand.engine.orders.FailedOrders;
import dev.onhand.engine.orders.OrderFailures;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.server.reports.ListExport;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.time.InstantSource;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/** What was given up, and its being tried again. */
@Component
final class DeadLetters {

  /** So many are shown, and tried again at once. */
  private static final int SHOWN = 50;

  private final Jobs jobs;
  private final Inbox inbox;
  private final InboxFailures told;
  private final OrderFailures failures;
  private final FailedOrders orders;
  private final InstantSource clock;

  DeadLetters(
      Jobs jobs,
      Inbox inbox,
      InboxFailures told,
      OrderFailures failures,
      FailedOrders orders,
      InstantSource clock) {
    this.jobs = jobs;
    this.inbox = inbox;
    this.told = told;
    this.failures = failures;
    this.orders = orders;
    this.clock = clock;
  }

  /** The newest of a kind. */
  DeadLetter.Given given(SellerId seller, DeadLetter.Kind kind) {
    ListExport.Part<DeadLetter> found = list(seller, kind, PageRequest.first(SHOWN));
    return new DeadLetter.Given(kind, found.rows(), found.next() != null);
  }

  /** All of a kind, a page at a time. */
  ListExport.Part<DeadLetter> list(SellerId seller, DeadLetter.Kind kind, PageRequest page) {
    return switch (kind) {
      case JOBS -> part(jobs.list(seller, null, Job.State.FAILED, page), Job::id, DeadLetter::of);
      case INBOX ->
          part(
              inbox.list(seller, null, InboxEvent.State.FAILED, page),
              InboxEvent::id,
              DeadLetter::of);
      case ORDERS -> part(failures.list(seller, true, page), FailedOrder::id, DeadLetter::of);
    };
  }

  private static <T> ListExport.Part<DeadLetter> part(
      Slice<T> found, ToLongFunction<T> id, Function<T, DeadLetter> letter) {
    return new ListExport.Part<>(found.map(letter).rows(), ListExport.Part.of(found, id).next());
  }

  /**
   * Has some tried again. Jobs and what channels told go back to their queues; orders are tried at
   * once, and those that are refused again stay.
   *
   * @return how many were; those that somebody else had tried meanwhile do not count
   */
  long retry(SellerId seller, DeadLetter.Kind kind, Collection<String> ids) {
    return ids.stream().filter(id -> retry(seller, kind, id)).count();
  }

  private boolean retry(SellerId seller, DeadLetter.Kind kind, String id) {
    return switch (kind) {
      case JOBS -> PublicId.look(IdKind.JOB, id, job -> jobs.retry(seller, job)).isPresent();
      case INBOX ->
          PublicId.look(
                  IdKind.INBOX_EVENT, id, event -> inbox.retry(seller, event, clock.instant()))
              .isPresent();
      case ORDERS ->
          PublicId.look(IdKind.FAILED_ORDER, id, order -> failures.find(seller, order))
              .filter(failed -> failed.settledAt() == null)
              .flatMap(failed -> orders.retry(seller, failed))
              .isPresent();
    };
  }

  /**
   * Gives up for good some of what channels told.
   *
   * @return how many were; those that somebody else saw to meanwhile do not count
   */
  long dismiss(SellerId seller, Collection<String> ids, String actor, String reason) {
    return ids.stream()
        .filter(
            id ->
                PublicId.look(
                        IdKind.INBOX_EVENT, id, event -> told.dismiss(seller, event, actor, reason))
                    .isPresent())
        .count();
  }
}
