package dev.onhand.engine.transfer;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.Companion;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.ledger.Run;
import dev.onhand.engine.ledger.VersionCheck;
import dev.onhand.engine.transfer.Transfer.Line;
import dev.onhand.engine.transfer.TransferResult.LineProblem;
import dev.onhand.engine.transfer.TransferResult.LineRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends, receives and cancels transfers. Each step is one all-or-nothing list of movements with the
 * transfer's rows in the same commit, decided against the version of the transfer that was read: of
 * two people who take the same step at the same time, one is told so.
 */
public final class Transfers {

  private static final String LINES = "lines";
  private static final String LOST = "lost";

  private final LedgerCalls ledger;
  private final TransferRows rows;

  public Transfers(LedgerCalls ledger, TransferRows rows) {
    this.ledger = ledger;
    this.rows = rows;
  }

  /**
   * Who takes a step, and how.
   *
   * @param requestKey the same for a request that comes again, and different for every other
   * @param keeping what else is written in the same commit, made from the transfer as it is then;
   *     it must only compute
   */
  public record Asking(
      SellerId seller,
      String actor,
      String requestKey,
      Run run,
      Function<Transfer, List<Companion>> keeping) {}

  /**
   * Takes the units of all lines from the one location, and puts them on their way to the other.
   */
  public TransferResult send(Asking asking, NewTransfer order) {
    Transfer.Place from = rows.findPlace(asking.seller(), order.from()).orElse(null);
    if (from == null) {
      return new TransferResult.Refused(new Outcome.UnknownLocation(order.from()), null);
    }
    Transfer.Place to = rows.findPlace(asking.seller(), order.to()).orElse(null);
    if (to == null) {
      return new TransferResult.Refused(new Outcome.UnknownLocation(order.to()), null);
    }
    if (from.id().equals(to.id())) {
      return new TransferResult.Refused(new Outcome.SameLocation(order.to()), null);
    }
    Map<ProductRef, Stocked> products =
        rows.findProducts(asking.seller(), order.lines().stream().map(Units::product).toList());
    TransferResult problem = problem(order, products);
    if (problem != null) {
      return problem;
    }
    if (rows.findByReference(asking.seller(), order.reference()).isPresent()) {
      return new TransferResult.ReferenceTaken(order.reference());
    }
    return send(asking, new Draft(order, from, to, products));
  }

  private static @Nullable TransferResult problem(
      NewTransfer order, Map<ProductRef, Stocked> products) {
    Set<ProductId> seen = new HashSet<>();
    for (int i = 0; i < order.lines().size(); i++) {
      ProductRef ref = order.lines().get(i).product();
      LineRef line = new LineRef(LINES, i);
      Stocked product = products.get(ref);
      if (product == null) {
        return new TransferResult.Refused(new Outcome.UnknownProduct(ref), line);
      }
      if (!seen.add(product.id())) {
        return givenTwice(line, product);
      }
    }
    return null;
  }

  /** A new transfer of which all names are known. */
  private record Draft(
      NewTransfer order,
      Transfer.Place from,
      Transfer.Place to,
      Map<ProductRef, Stocked> products) {

    List<Command> commands(Asking asking) {
      TransferCommands commands =
          new TransferCommands(order.reference(), from.id(), to.id(), asking, null);
      return order.lines().stream()
          .map(line -> commands.send(product(line).id(), line.quantity()))
          .toList();
    }

    private Stocked product(Units line) {
      return java.util.Objects.requireNonNull(products.get(line.product()));
    }

    Transfer sent(Movement first, String actor) {
      List<Line> lines =
          order.lines().stream()
              .map(
                  line ->
                      new Line(
                          product(line).id(),
                          product(line).sku(),
                          line.quantity().units(),
                          0,
                          0,
                          0))
              .toList();
      return new Transfer(
          first.id().value(),
          order.reference(),
          from,
          to,
          Transfer.statusOf(lines),
          order.note(),
          actor,
          lines,
          first.recordedAt(),
          first.recordedAt(),
          1);
    }
  }

  private TransferResult send(Asking asking, Draft draft) {
    Function<List<Outcome>, Transfer> sent =
        outcomes -> draft.sent(recorded(outcomes), asking.actor());
    CommandList list =
        CommandList.allOrNone(asking.seller(), draft.commands(asking))
            .with(
                outcomes ->
                    with(new TransferSent(sent.apply(outcomes)), asking, sent.apply(outcomes)));
    List<Outcome> outcomes = ledger.run(list, asking.run());
    Optional<TransferResult> refused = refusal(outcomes, i -> new LineRef(LINES, i));
    if (refused.isPresent()) {
      return refused.get()
              instanceof TransferResult.Refused(Outcome.KeyUsedDifferently used, var line)
          ? new TransferResult.ReferenceTaken(draft.order().reference())
          : refused.get();
    }
    return taken(outcomes, sent);
  }

  /**
   * Books what arrived and what got lost on the way.
   *
   * @param expectedVersion the version the caller saw; null: any
   */
  public TransferResult receive(
      Asking asking, long id, @Nullable Long expectedVersion, Arrival arrival) {
    return change(
        asking,
        id,
        expectedVersion,
        transfer -> {
          Steps steps = new Steps(transfer, asking, null);
          TransferResult problem = steps.addAll(LINES, arrival.received(), Steps.Kind.RECEIVE);
          if (problem == null) {
            problem = steps.addAll(LOST, arrival.lost(), Steps.Kind.LOSE);
          }
          return problem == null ? new Plan.Do(steps) : new Plan.Refuse(problem);
        });
  }

  /**
   * Sends back what is still under way.
   *
   * @param expectedVersion the version the caller saw; null: any
   * @param note goes with each movement
   */
  public TransferResult cancel(
      Asking asking, long id, @Nullable Long expectedVersion, @Nullable String note) {
    return change(
        asking,
        id,
        expectedVersion,
        transfer -> {
          Steps steps = new Steps(transfer, asking, note);
          steps.addRest();
          return new Plan.Do(steps);
        });
  }

  private sealed interface Plan {
    record Do(Steps steps) implements Plan {}

    record Refuse(TransferResult why) implements Plan {}
  }

  private TransferResult change(
      Asking asking, long id, @Nullable Long expectedVersion, Function<Transfer, Plan> planning) {
    Transfer transfer = rows.find(asking.seller(), id).orElse(null);
    if (transfer == null) {
      return new TransferResult.Missing();
    }
    if (expectedVersion != null && expectedVersion != transfer.version()) {
      return new TransferResult.Stale(transfer.version());
    }
    if (transfer.lines().stream().allMatch(line -> line.inTransit() == 0)) {
      return new TransferResult.NothingInTransit(transfer.status());
    }
    return switch (planning.apply(transfer)) {
      case Plan.Refuse(var why) -> why;
      case Plan.Do(var steps) -> take(asking, transfer, steps);
    };
  }

  private TransferResult take(Asking asking, Transfer transfer, Steps steps) {
    Function<List<Outcome>, Transfer> changed =
        outcomes -> transfer.changed(steps.lines(), recordedAt(outcomes));
    CommandList list =
        CommandList.allOrNone(asking.seller(), steps.commands())
            .with(
                List.of(
                    new VersionCheck(
                        VersionCheck.Table.TRANSFER, transfer.id(), transfer.version())))
            .with(
                outcomes ->
                    with(
                        new TransferChanged(changed.apply(outcomes)),
                        asking,
                        changed.apply(outcomes)));
    List<Outcome> outcomes = ledger.run(list, asking.run());
    return refusal(outcomes, steps::line).orElseGet(() -> taken(outcomes, changed));
  }

  private static TransferResult taken(
      List<Outcome> outcomes, Function<List<Outcome>, Transfer> transfer) {
    return outcomes.getFirst() instanceof Outcome.AlreadyRecorded
        ? new TransferResult.TakenBefore()
        : new TransferResult.Done(transfer.apply(outcomes));
  }

  private static List<Companion> with(Companion row, Asking asking, Transfer transfer) {
    List<Companion> companions = new ArrayList<>(asking.keeping().apply(transfer));
    companions.add(row);
    return companions;
  }

  /** The refusal that refused the list. */
  private static Optional<TransferResult> refusal(
      List<Outcome> outcomes, Function<Integer, LineRef> lines) {
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) instanceof Outcome.Refused refused
          && !(refused instanceof Outcome.ListRefused)) {
        boolean ofNoLine = refused instanceof Outcome.StaleVersion;
        return Optional.of(new TransferResult.Refused(refused, ofNoLine ? null : lines.apply(i)));
      }
    }
    return Optional.empty();
  }

  private static Instant recordedAt(List<Outcome> outcomes) {
    return recorded(outcomes).recordedAt();
  }

  private static Movement recorded(List<Outcome> outcomes) {
    return switch (outcomes.getFirst()) {
      case Outcome.Recorded(var movement) -> movement;
      case Outcome.AlreadyRecorded(var movement) -> movement;
      case Outcome.Unchanged other -> throw new IllegalStateException("nothing moved: " + other);
      case Outcome.Refused other -> throw new IllegalStateException("nothing moved: " + other);
    };
  }

  static TransferResult givenTwice(LineRef line, Stocked product) {
    return givenTwice(line, product.sku().value());
  }

  static TransferResult givenTwice(LineRef line, String sku) {
    return new TransferResult.BadLine(
        line,
        LineProblem.GIVEN_TWICE,
        "%s names product '%s' twice; give one line with the sum".formatted(line.list(), sku));
  }
}
