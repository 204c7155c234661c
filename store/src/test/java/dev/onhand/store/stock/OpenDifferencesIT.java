package dev.onhand.store.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.alerts.Alert;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.stock.OpenDifferences;
import dev.onhand.store.alerts.JdbcAlerts;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OpenDifferencesIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private TestShop shop;
  private JdbcAlerts alerts;
  private OpenDifferences differences;

  @BeforeEach
  void open() {
    shop = TestShop.open(DATABASE);
    alerts = new JdbcAlerts(shop.transactions(), shop.clock());
    differences = new JdbcOpenDifferences(shop.transactions(), shop.clock());
    shop.product("TEE");
    shop.product("MUG");
    shop.location("berlin");
    shop.location("hamburg");
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private List<Alert> alerts(boolean openOnly) {
    return alerts.list(shop.seller(), openOnly, new PageRequest(50, null, null)).rows().reversed();
  }

  private void ship(String sku, long units, String location) {
    shop.record(shop.fact(sku, Reason.SALE, units, location));
  }

  private void receive(String sku, long units, String location) {
    shop.record(shop.move(sku, Reason.PURCHASE, units, location));
  }

  @Test
  void thereIsNoneWhileNothingIsShort() {
    receive("TEE", 2, "berlin");
    ship("TEE", 2, "berlin");
    differences.watch(shop.seller());
    assertThat(alerts(false)).isEmpty();
  }

  @Test
  void eachProductAndLocationHasItsOwnUntilItIsFilled() {
    ship("TEE", 3, "berlin");
    ship("TEE", 1, "hamburg");
    ship("MUG", 7, "berlin");
    differences.watch(shop.seller());
    assertThat(alerts(true))
        .extracting(alert -> alert.detail().replaceAll("\\..*", ""))
        .containsExactly(
            "3 units of 'TEE' missing at 'berlin': available -3, floor 0",
            "1 unit of 'TEE' missing at 'hamburg': available -1, floor 0",
            "7 units of 'MUG' missing at 'berlin': available -7, floor 0");

    receive("TEE", 3, "berlin");
    differences.watch(shop.seller());
    assertThat(alerts(true)).hasSize(2).noneMatch(alert -> alert.detail().startsWith("3 units"));
    assertThat(alerts(false).getFirst().closedBy()).isEqualTo("system:stock");

    ship("TEE", 1, "berlin");
    differences.watch(shop.seller());
    assertThat(alerts(false)).as("it is opened anew").hasSize(4);
  }

  @Test
  void theOpenOneIsBroughtToWhatIsMissingNow() {
    ship("TEE", 3, "berlin");
    differences.watch(shop.seller());
    Alert first = alerts(true).getFirst();
    shop.pass(Duration.ofMinutes(1));
    differences.watch(shop.seller());
    assertThat(alerts(false)).as("nothing is written while nothing changes").containsExactly(first);

    receive("TEE", 2, "berlin");
    differences.watch(shop.seller());
    assertThat(alerts(false))
        .singleElement()
        .matches(alert -> alert.id() == first.id())
        .matches(alert -> alert.detail().startsWith("1 unit of 'TEE'"));
  }

  @Test
  void anotherSellersAreLeftAlone() {
    ship("TEE", 3, "berlin");
    differences.watch(shop.seller());
    try (TestShop other = TestShop.open(DATABASE)) {
      new JdbcOpenDifferences(other.transactions(), other.clock()).watch(other.seller());
    }
    assertThat(alerts(true)).hasSize(1);
  }

  @Test
  void whatIsNotShortIsNotLookedAt() {
    Command[] receipts = new Command[3_000];
    for (int i = 0; i < receipts.length; i++) {
      shop.product("SKU-" + i);
      receipts[i] = shop.move("SKU-" + i, Reason.PURCHASE, 1, "berlin");
    }
    shop.record(receipts);
    ship("TEE", 3, "berlin");
    List<String> plan =
        shop.transactions()
            .call(
                shop.seller(),
                jdbc ->
                    jdbc.sql(
                            "explain (analyze, costs off, timing off) " + JdbcOpenDifferences.WATCH)
                        .param("seller", shop.seller().value())
                        .param("kind", OpenDifferences.ALERT_KIND)
                        .param("by", "test")
                        .param("max", 10)
                        .param("now", SqlTimes.toSql(shop.clock().instant()))
                        .query(String.class)
                        .list());
    assertThat(plan)
        .anyMatch(line -> line.contains("stock_level_below_floor"))
        .noneMatch(line -> line.contains("Rows Removed by Filter"));
  }
}
