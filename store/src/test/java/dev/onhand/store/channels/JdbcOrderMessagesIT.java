package dev.onhand.store.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Merging.Verdict;
import dev.onhand.core.order.Order;
import dev.onhand.engine.channels.OrderMessage;
import dev.onhand.engine.channels.OrderMessage.Came;
import dev.onhand.engine.channels.OrderMessages;
import dev.onhand.engine.orders.LogEntry.UnitsMoved;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcOrderMessagesIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final Order.Name ORDER = new Order.Name("web", "1001");

  private TestShop shop;
  private SellerId seller;
  private long channel;

  @BeforeEach
  void open() {
    shop = TestShop.open(DATABASE);
    seller = shop.seller();
    channel = channel("web");
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private long channel(String code) {
    return shop.transactions()
        .call(
            seller,
            jdbc ->
                jdbc.sql(
                        """
                        insert into channel (seller_id, code, name, created_at, updated_at) values (:seller, :code, :code, now(), now())
                        returning channel_id
                        """)
                    .param("seller", seller.value())
                    .param("code", code)
                    .query(Long.class)
                    .single());
  }

  private static OrderMessage read(String order, int second) {
    return new OrderMessage(
        order,
        START.plusSeconds(second),
        "{\"n\":" + second + "}",
        new Came.Read(Verdict.NEWER, new UnitsMoved(2, 0, 1, 0, 3, 1)));
  }

  @Test
  void givesBackTheNewestOfAnOrder() {
    OrderMessages messages = new JdbcOrderMessages(shop.transactions());
    OrderMessage refused =
        new OrderMessage("1001", START, "{}", new Came.Refused("insufficient_stock"));
    OrderMessage again =
        new OrderMessage(
            "1001", START, "{}", new Came.Read(null, new UnitsMoved(0, 0, 0, 0, 0, 0)));
    messages.keep(seller, channel, List.of());
    messages.keep(seller, channel, List.of(read("1001", 1), read("1002", 2), refused, again));
    messages.keep(seller, channel("other"), List.of(read("1001", 5)));

    assertThat(messages.list(seller, ORDER)).containsExactly(again, refused, read("1001", 1));
    assertThat(messages.list(seller, new Order.Name("none", "1001"))).isEmpty();
    assertThat(messages.list(new SellerId(seller.value() + 1), ORDER)).isEmpty();

    messages.keep(seller, channel, IntStream.range(0, 30).mapToObj(n -> read("1001", n)).toList());
    assertThat(messages.list(seller, ORDER))
        .hasSize(OrderMessages.SHOWN_MAX)
        .startsWith(read("1001", 29));
  }

  @Test
  void keepsTheNewestOfASeller() {
    OrderMessages messages = new JdbcOrderMessages(shop.transactions(), 10);
    for (int round = 0; round < 4; round++) {
      int from = round * 600;
      messages.keep(
          seller,
          channel,
          IntStream.range(from, from + 600).mapToObj(n -> read("" + n, n)).toList());
    }
    assertThat(count()).as("looked at now and then").isBetween(10, 10 + 1_200);
    messages.forgetBefore(seller, START);
    assertThat(count()).isEqualTo(10);
    assertThat(messages.list(seller, new Order.Name("web", "2399"))).hasSize(1);
    assertThat(messages.list(seller, new Order.Name("web", "2389"))).isEmpty();
  }

  private int count() {
    return shop.transactions()
        .call(
            seller,
            jdbc -> jdbc.sql("select count(*) from order_message").query(Integer.class).single());
  }

  @Test
  void forgetsWhatIsOld() {
    OrderMessages messages = new JdbcOrderMessages(shop.transactions());
    messages.keep(seller, channel, List.of(read("1001", 1), read("1001", 9)));

    assertThat(messages.forgetBefore(seller, START.plusSeconds(5))).isEqualTo(1);
    assertThat(messages.forgetBefore(seller, START.plusSeconds(5))).isZero();
    assertThat(messages.list(seller, ORDER)).containsExactly(read("1001", 9));
  }
}
