package dev.onhand.engine.simulation;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.State;
import dev.onhand.core.testing.LedgerScript;
import dev.onhand.core.testing.TestSeller;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Acts steps out on a ledger and on the model, side by side, and stops where they differ. */
public final class ModelRun implements Wish.Names {

  /** Where a ledger does not do what the model says. */
  public static final class Difference extends AssertionError {
    private static final long serialVersionUID = 1;

    Difference(String message) {
      super(message);
    }
  }

  private final TestSeller seller;
  private final World world;
  private final ModelLedger model;
  private final Map<String, MovementId> movements = new HashMap<>();
  private final Map<String, Integer> outcomes = new TreeMap<>();

  public ModelRun(TestSeller seller) {
    this.seller = seller;
    this.world = World.create(seller);
    this.model = new ModelLedger(world, LedgerScript.NOW);
  }

  /** Acts all steps out and compares the stock at the end. */
  public ModelRun run(List<Step> steps) {
    for (Step step : steps) {
      prepare(step);
      List<Command> commands = commands(step);
      Map<Integer, Long> versions = versions(step);
      Map<ProductId, Long> byId = new HashMap<>();
      versions.forEach((product, version) -> byId.put(world.product(product), version));
      compare(step, commands, versions, seller.submit(commands, step.atomic(), byId));
    }
    compareStock();
    return this;
  }

  /** How often each outcome occurred: a run that saw few says little. */
  public Map<String, Integer> outcomes() {
    return outcomes;
  }

  /** What has to happen before a step is handed in. */
  public void prepare(Step step) {
    if (step.edits() != null) {
      seller.edit(world.product(step.edits()));
      model.edit(step.edits());
    }
  }

  public List<Command> commands(Step step) {
    return step.wishes().stream().map(wish -> wish.command(this)).toList();
  }

  /** The versions of products, by number, that a step's list relies on. */
  public Map<Integer, Long> versions(Step step) {
    return step.reliesOn() == null
        ? Map.of()
        : Map.of(step.reliesOn(), model.version(step.reliesOn()) - (step.isOldVersion() ? 1 : 0));
  }

  /**
   * Lets the model decide the same, and compares.
   *
   * @return whether the rows are written that go with the list: all of it was accepted, or each
   *     stands for itself and some was recorded
   */
  public boolean compare(
      Step step, List<Command> commands, Map<Integer, Long> versions, List<Outcome> actual) {
    List<String> expected = model.submit(commands, step.atomic(), versions);
    List<String> codes = actual.stream().map(LedgerScript::code).toList();
    if (!codes.equals(expected)) {
      throw new Difference("%s%n  became %s%n  not    %s".formatted(step, codes, expected));
    }
    codes.forEach(code -> outcomes.merge(code, 1, Integer::sum));
    for (Outcome outcome : actual) {
      if (outcome instanceof Outcome.Recorded recorded) {
        movements.put(recorded.movement().key().value(), recorded.movement().id());
        model.learn(recorded.movement().key().value(), recorded.movement().id());
      }
    }
    if (actual.stream().anyMatch(Outcome.Refused.class::isInstance)) {
      return !step.atomic() && actual.stream().anyMatch(Outcome.Recorded.class::isInstance);
    }
    return !actual.stream().allMatch(Outcome.AlreadyRecorded.class::isInstance);
  }

  /** Somebody changed a product, as a companion row does. */
  public void edited(int product) {
    model.edit(product);
  }

  public void compareStock() {
    Map<String, Long> actual = stock(seller, world);
    if (!actual.equals(model.stock())) {
      throw new Difference("stock is %s%n  not     %s".formatted(actual, model.stock()));
    }
  }

  /** What the ledger has, by place, without zeros. */
  static Map<String, Long> stock(TestSeller seller, World world) {
    Map<String, Long> stock = new TreeMap<>();
    for (int product = 0; product < World.NO_PRODUCT; product++) {
      for (int location = 0; location < World.NO_LOCATION; location++) {
        Level level = seller.level(world.product(product), world.location(location));
        for (State state : State.values()) {
          if (level.of(state) != 0) {
            stock.put("p" + product + " l" + location + " " + state.code(), level.of(state));
          }
        }
      }
    }
    return stock;
  }

  @Override
  public ProductId product(int number) {
    return world.product(number);
  }

  @Override
  public LocationId location(int number) {
    return world.location(number);
  }

  @Override
  public @Nullable MovementId movement(String key) {
    return movements.get(key);
  }

  @Override
  public long onHand(int product, int location) {
    return model.onHand(product, location);
  }
}
