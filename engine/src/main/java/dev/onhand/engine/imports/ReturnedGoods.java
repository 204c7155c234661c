package dev.onhand.engine.imports;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.State;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.Returning;
import dev.onhand.engine.imports.ImportedOrders.CameBack;
import dev.onhand.engine.imports.ImportedOrders.SoldLine;
import dev.onhand.engine.ledger.PlanRefusedException;
import dev.onhand.engine.orders.Returns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Books what came back. A line is linked to the newest earlier order of its customer that has as
 * many units of its product out; one for which there is none is booked without an order. Either way
 * it is one movement or more under the line's own key, so that it counts once, whatever orders are
 * known the next time.
 */
final class ReturnedGoods {

  private final String retailer;
  private final SellerId seller;
  private final String actor;
  private final ImportedOrders imported;
  private final Returns returns;
  private final Application movements;
  private final Importer.Pause pause;
  private final Tally tally;

  ReturnedGoods(
      ImportRequest request,
      Importer.Ports ports,
      Application movements,
      Importer.Pause pause,
      Tally tally) {
    this.retailer = request.kind();
    this.seller = request.seller();
    this.actor = request.actor();
    this.imported = ports.imported();
    this.returns = ports.returns();
    this.movements = movements;
    this.pause = pause;
    this.tally = tally;
  }

  /**
   * @return whether to go on
   */
  boolean apply(List<Planned> lines) throws InterruptedException {
    if (lines.isEmpty()) {
      return true;
    }
    Set<String> known = imported.recorded(seller, lines.stream().map(Planned::key).toList());
    List<Planned> fresh = lines.stream().filter(line -> !known.contains(line.key())).toList();
    tally.alreadyRecorded += lines.size() - fresh.size();
    Map<Planned, SoldLine> links = links(fresh);
    List<Planned> unlinked = book(links);
    if (unlinked == null) {
      return false;
    }
    fresh.stream().filter(line -> !links.containsKey(line)).forEach(unlinked::add);
    tally.returnsUnlinked += unlinked.size();
    unlinked.forEach(line -> tally.returned += units(line));
    return movements.apply(unlinked);
  }

  private static long units(Planned line) {
    return line.command().quantity().units();
  }

  /** Of which line of an order each came back, as far as one is found. */
  private Map<Planned, SoldLine> links(List<Planned> lines) {
    List<CameBack> wanted = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Planned line = lines.get(i);
      if (line.customer() != null) {
        wanted.add(
            new CameBack(
                i,
                line.customer(),
                line.sku(),
                Objects.requireNonNull(line.command().details().occurredAt())));
      }
    }
    Map<Planned, SoldLine> links = new LinkedHashMap<>();
    if (wanted.isEmpty()) {
      return links;
    }
    Map<String, Long> taken = new HashMap<>();
    for (SoldLine sold : imported.sales(seller, retailer, wanted)) {
      Planned line = lines.get(sold.number());
      String place = sold.order() + "/" + sold.line();
      boolean fits = sold.units() - taken.getOrDefault(place, 0L) >= units(line);
      if (fits && !links.containsKey(line)) {
        links.put(line, sold);
        taken.merge(place, units(line), Long::sum);
      }
    }
    return links;
  }

  /**
   * @return those of which it turned out that their order has not that much out; null: the ledger
   *     could not be reached, which is noted
   */
  private @Nullable List<Planned> book(Map<Planned, SoldLine> links) throws InterruptedException {
    List<Planned> unlinked = new ArrayList<>();
    Map<Planned, SoldLine> left = links;
    Patience patience = new Patience(pause);
    while (!left.isEmpty()) {
      Map<Planned, CompletableFuture<Returns.Result>> answers = new LinkedHashMap<>();
      left.forEach((line, sold) -> answers.put(line, book(line, sold)));
      Map<Planned, SoldLine> again = new LinkedHashMap<>();
      ExecutionException failure = null;
      for (Map.Entry<Planned, CompletableFuture<Returns.Result>> each : answers.entrySet()) {
        try {
          if (!isBooked(each.getKey(), each.getValue())) {
            unlinked.add(each.getKey());
          }
        } catch (ExecutionException e) {
          failure = e;
          again.put(each.getKey(), Objects.requireNonNull(left.get(each.getKey())));
        }
      }
      if (failure != null) {
        String code = Patience.codeOf(failure);
        if (!patience.lasts()) {
          tally.error(Patience.unreachable(again.keySet().iterator().next().line(), code, failure));
          return null;
        }
      }
      left = again;
    }
    return unlinked;
  }

  private CompletableFuture<Returns.Result> book(Planned line, SoldLine sold) {
    Command.Move move = line.command();
    return returns.book(
        seller,
        new Order.Name(retailer, sold.document()),
        new Returning.Received(
            sold.line(),
            move.quantity(),
            null, // to where it was shipped from
            State.AVAILABLE,
            move.key(),
            actor,
            move.details().note(),
            move.details().occurredAt()));
  }

  /** Counts what was booked, now or before. */
  private boolean isBooked(Planned line, CompletableFuture<Returns.Result> answer)
      throws ExecutionException, InterruptedException {
    try {
      switch (answer.get()) {
        case Returns.Result.Booked(boolean again) -> {
          if (again) {
            tally.alreadyRecorded++;
          } else {
            tally.recorded++;
            tally.returnsLinked++;
            tally.returned += units(line);
          }
          return true;
        }
        case Returns.Result.TooMany tooMany -> {
          return false;
        }
        case Returns.Result.UnknownLine unknown -> {
          return false;
        }
      }
    } catch (ExecutionException e) {
      boolean isKnown =
          e.getCause() instanceof PlanRefusedException refused
              && refused.refusal() instanceof Outcome.KeyUsedDifferently;
      if (!isKnown) {
        throw e;
      }
      tally.alreadyRecorded++; // another import was faster, and told it otherwise
      return true;
    }
  }
}
