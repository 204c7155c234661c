package dev.onhand.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.State;
import dev.onhand.core.order.Returning.Plan;
import dev.onhand.model.Quantity;
import dev.onhand.model.Sku;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReturningTest {

  private static final ProductId TEE = new ProductId(1);
  private static final ProductId MUG = new ProductId(2);
  private static final LocationId BERLIN = new LocationId(1);
  private static final LocationId HAMBURG = new LocationId(2);

  private static Order.Doing shipped(
      ProductId product, LocationId location, long factor, long fulfilled, long returned) {
    return Order.Doing.none(product, location, factor).plus(0, fulfilled, returned);
  }

  private static Order order(List<Order.Component> components, Order.Doing... doings) {
    Item item = Item.of(new Sku("TEE"));
    Order.Line line =
        Order.Line.unseen("1", item)
            .done(
                new Order.Sold(item, new ProductId(1), 1),
                components,
                Arrays.asList(doings),
                Map.of());
    return Order.unseen(new Order.Name("web", "7")).withLines(Map.of("1", line));
  }

  private static Plan plan(Order order, long units, @Nullable LocationId location) {
    return Returning.plan(
        order,
        new Returning.Received(
            "1",
            Quantity.of(units),
            location,
            State.DAMAGED,
            new MovementKey("rma-1"),
            "token:x",
            null,
            null));
  }

  private static List<String> moves(Plan plan) {
    return ((Plan.Booked) plan)
        .plan().commands().stream()
            .map(Command.Move.class::cast)
            .map(
                move ->
                    "%s %d of %s at %s %s"
                        .formatted(
                            move.key().value(),
                            move.quantity().units(),
                            move.product(),
                            move.location(),
                            move.state()))
            .toList();
  }

  private static final List<Order.Component> ONE_TEE = List.of(new Order.Component(TEE, 1));

  @Test
  void comesBackToWhereItWasShippedFromUnderKeysMadeOfOne() {
    Order order = order(ONE_TEE, shipped(TEE, BERLIN, 1, 2, 0), shipped(TEE, HAMBURG, 1, 3, 1));
    assertThat(moves(plan(order, 3, null)))
        .containsExactly(
            "rma-1 2 of %s at %s DAMAGED".formatted(TEE, BERLIN),
            "rma-1/2 1 of %s at %s DAMAGED".formatted(TEE, HAMBURG));
  }

  @Test
  void comesBackToAnotherLocation() {
    Order order = order(ONE_TEE, shipped(TEE, BERLIN, 1, 2, 0));
    assertThat(moves(plan(order, 1, HAMBURG)))
        .containsExactly("rma-1 1 of %s at %s DAMAGED".formatted(TEE, HAMBURG));
  }

  @Test
  void isNeverMoreThanLeft() {
    Order order = order(ONE_TEE, shipped(TEE, BERLIN, 1, 2, 1));
    assertThat(plan(order, 2, null)).isEqualTo(new Plan.TooMany(1));
    assertThat(plan(order(ONE_TEE), 1, null)).isEqualTo(new Plan.TooMany(0));
  }

  @Test
  void ofABundleAllComponentsComeBack() {
    List<Order.Component> bundle =
        List.of(new Order.Component(TEE, 2), new Order.Component(MUG, 1));
    Order order = order(bundle, shipped(TEE, BERLIN, 2, 4, 0), shipped(MUG, HAMBURG, 1, 2, 1));
    assertThat(plan(order, 2, null)).isEqualTo(new Plan.TooMany(1));
    assertThat(moves(plan(order, 1, null)))
        .containsExactly(
            "rma-1 2 of %s at %s DAMAGED".formatted(TEE, BERLIN),
            "rma-1/2 1 of %s at %s DAMAGED".formatted(MUG, HAMBURG));
    assertThat(plan(order(bundle, shipped(TEE, BERLIN, 2, 4, 0)), 1, null))
        .as("of the other component nothing left")
        .isEqualTo(new Plan.TooMany(0));
  }

  @Test
  void whatTheLineWasBeforeItWasSwappedComesBackFirst() {
    Order order = order(ONE_TEE, shipped(TEE, BERLIN, 1, 2, 0), shipped(MUG, BERLIN, 1, 1, 0));
    assertThat(moves(plan(order, 2, null)))
        .containsExactlyInAnyOrder(
            "rma-1 1 of %s at %s DAMAGED".formatted(TEE, BERLIN),
            "rma-1/2 1 of %s at %s DAMAGED".formatted(MUG, BERLIN));
    assertThat(plan(order, 4, null)).isEqualTo(new Plan.TooMany(3));
  }

  @Test
  void anUnknownLineIsTold() {
    assertThat(Returning.plan(Order.unseen(new Order.Name("web", "7")), received("2")))
        .isEqualTo(new Plan.UnknownLine());
  }

  @Test
  void longKeysAreShortened() {
    String longest = "k".repeat(MovementKey.LENGTH_MAX);
    Returning.Received received =
        new Returning.Received(
            "1",
            Quantity.of(1),
            null,
            State.AVAILABLE,
            new MovementKey(longest),
            "token:x",
            null,
            null);
    assertThat(received.key(0).value()).isEqualTo(longest);
    assertThat(received.key(1).value()).startsWith("return#").endsWith("/2");
  }

  private static Returning.Received received(String line) {
    return new Returning.Received(
        line,
        Quantity.of(1),
        null,
        State.AVAILABLE,
        new MovementKey("rma-1"),
        "token:x",
        null,
        null);
  }
}
