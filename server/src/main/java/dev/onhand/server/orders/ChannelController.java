package dev.onhand.server.orders;

import dev.onhand.core.order.Order;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.ledger.PlanRefusedException;
import dev.onhand.engine.orders.ChannelData;
import dev.onhand.engine.orders.ChannelSetup;
import dev.onhand.engine.orders.Channels;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.orders.OrderRows;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.model.Text;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.orders.ChannelBodies.ChannelBody;
import dev.onhand.server.orders.ChannelBodies.ChannelToPut;
import dev.onhand.server.orders.ChannelBodies.ReappliedBody;
import dev.onhand.server.orders.ChannelBodies.RefusedOrderBody;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Versions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Channels that orders come from, and what their statuses mean. */
@RestController
@RequestMapping(path = ChannelController.PATH, produces = "application/json")
class ChannelController {

  static final String PATH = "/api/v1/channels";

  private final Channels channels;
  private final OrderRows rows;
  private final Orders orders;
  private final LedgerCalls ledger;
  private final InstantSource clock;

  ChannelController(
      Channels channels, OrderRows rows, Orders orders, LedgerCalls ledger, InstantSource clock) {
    this.channels = channels;
    this.rows = rows;
    this.orders = orders;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Lists the channels that orders come from, by code. */
  @GetMapping
  @Needs(Scope.ORDERS_READ)
  ListBody<ChannelBody> listChannels(Caller caller) {
    return ListBody.whole(
        PATH, channels.list(caller.seller()).stream().map(ChannelBody::of).toList());
  }

  /** Shows a channel. */
  @GetMapping("/{code}")
  @Needs(Scope.ORDERS_READ)
  ResponseEntity<ChannelBody> showChannel(Caller caller, @PathVariable String code) {
    return answer(found(caller, code));
  }

  private ChannelSetup found(Caller caller, String code) {
    return channels
        .find(caller.seller(), code)
        .orElseThrow(() -> ProblemException.notFound("channel", code));
  }

  /**
   * Makes a channel, or sets up the one of this code anew, as a whole: what is not given is as with
   * a new channel. It holds for each of the channel's orders from its next delivery on, or when it
   * is applied again; for all that are open see {@code /reapply}.
   */
  @PutMapping("/{code}")
  @Needs(Scope.CHANNELS_WRITE)
  @Answers(problems = ProblemCode.PRECONDITION_FAILED)
  ResponseEntity<ChannelBody> putChannel(
      Caller caller,
      @PathVariable String code,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody ChannelToPut body) {
    String name =
        Fields.checked(() -> Text.identifier("channel", code, Order.Name.CHANNEL_LENGTH_MAX));
    ChannelData data = body.data(name);
    Edit edit = new Edit(caller.actor(), clock.instant(), Versions.expected(ifMatch));
    return answer(Versions.saved(channels.put(caller.seller(), name, data, edit), "channel", code));
  }

  private static ResponseEntity<ChannelBody> answer(ChannelSetup channel) {
    return ResponseEntity.ok()
        .header("ETag", Versions.etag(channel.version()))
        .body(ChannelBody.of(channel));
  }

  /**
   * Applies again what is known of a channel's open orders, oldest first, so that a changed meaning
   * of its statuses takes effect: a page of them. Go on behind the last one while there are more.
   * What is as it should be is not changed, so it may be done again at any time.
   */
  @PostMapping("/{code}/reapply")
  @Needs(Scope.ORDERS_WRITE)
  ReappliedBody reapplyChannel(
      Caller caller, @PathVariable String code, @PageOf(IdKind.ORDER) PageRequest page) {
    if (page.backwards()) {
      throw ProblemException.invalid(
          "ending_before", "ending_before is not possible here: give starting_after");
    }
    String channel = found(caller, code).code();
    Slice<OrderRows.Named> open = rows.open(caller.seller(), channel, page);
    List<Order.Name> names = open.rows().stream().map(OrderRows.Named::name).toList();
    List<CompletableFuture<OrderResult>> answers =
        orders.reapplyAll(caller.seller(), names, caller.actor());
    List<String> changed = new ArrayList<>();
    List<RefusedOrderBody> refused = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String externalId = names.get(i).externalId();
      try {
        OrderResult result = ledger.await(answers.get(i));
        OrderLog.write(result);
        if (!result.moved().isNone()) {
          changed.add(externalId);
        }
      } catch (PlanRefusedException e) {
        refused.add(new RefusedOrderBody(externalId, e.refusal().code(), e.refusal().detail()));
      }
    }
    return new ReappliedBody(
        "reapplied",
        channel,
        names.size(),
        changed,
        refused,
        open.hasMore(),
        open.rows().isEmpty() ? null : PublicId.of(IdKind.ORDER, open.rows().getLast().id()));
  }
}
