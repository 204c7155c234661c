package dev.onhand.server.pages;

import dev.onhand.core.order.Order;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.channels.OrderMessages;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.orders.Channels;
import dev.onhand.engine.orders.OrderFilter;
import dev.onhand.engine.orders.OrderRows;
import dev.onhand.engine.orders.OrderSummary;
import dev.onhand.engine.orders.OrderView;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Orders: what came, and what was done for it. */
@Controller
class OrderPages {

  private static final String ORDER = "/orders/{channel}/{id}";

  private final Pages pages;
  private final OrderRows rows;
  private final Orders orders;
  private final Channels channels;
  private final LedgerCalls ledger;
  private final OrderMessages messages;

  OrderPages(
      Pages pages,
      OrderRows rows,
      Orders orders,
      Channels channels,
      LedgerCalls ledger,
      OrderMessages messages) {
    this.pages = pages;
    this.rows = rows;
    this.orders = orders;
    this.channels = channels;
    this.ledger = ledger;
    this.messages = messages;
  }

  @GetMapping("/orders")
  @Needs(Scope.ORDERS_READ)
  View showOrders(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String channel,
      @RequestParam(defaultValue = "") String status,
      @RequestParam(defaultValue = "") String only,
      @PageOf(IdKind.ORDER) PageRequest page) {
    OrderFilter filter = filter(channel, status, only);
    Slice<OrderSummary> found = Fields.checked(() -> rows.list(caller.seller(), filter, page));
    Map<String, @Nullable String> filters = new LinkedHashMap<>();
    filters.put("channel", channel);
    filters.put("status", status);
    filters.put("only", only);
    return pages.page(
        pages.shell(request, caller, "Orders", Shell.Section.ORDERS),
        "orders",
        Map.of(
            "rows",
            found.rows(),
            "pager",
            Pager.of("/orders", filters, page, found, IdKind.ORDER, OrderSummary::id),
            "filters",
            filters,
            "export",
            Pager.link("/orders.csv", filters),
            "channels",
            channels.list(caller.seller()).stream().map(setup -> setup.channel().code()).toList()));
  }

  /** What the parameters of the list ask for. */
  static OrderFilter filter(String channel, String status, String only) {
    return new OrderFilter(
        Fields.given(channel),
        Fields.given(status),
        only.equals("backordered"),
        only.equals("parked"));
  }

  @GetMapping(ORDER)
  @Needs(Scope.ORDERS_READ)
  View showOnlyOrder(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String channel,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String done) {
    OrderView order = found(caller, channel, id);
    return pages.page(
        pages.shell(request, caller, order.order().name().reference(), Shell.Section.ORDERS),
        "order",
        Map.of(
            "order",
            order,
            "done",
            done,
            "messages",
            messages.list(caller.seller(), order.order().name())));
  }

  private OrderView found(Caller caller, String channel, String id) {
    Order.Name name = Fields.checked(() -> new Order.Name(channel, id));
    return rows.find(caller.seller(), name)
        .orElseThrow(() -> ProblemException.notFound("order", name.reference()));
  }

  /** Applies again what is known of an order; where nothing is missing it changes nothing. */
  @PostMapping(ORDER)
  @Needs(Scope.ORDERS_WRITE)
  View applyOrderAgain(Caller caller, @PathVariable String channel, @PathVariable String id) {
    Order.Name name = found(caller, channel, id).order().name();
    ledger.await(orders.reapply(caller.seller(), name, caller.actor()));
    return Pages.redirect(Show.orderPath(channel, id) + "?done=applied");
  }
}
