package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.channels.OpenOrders;
import dev.onhand.store.channels.JdbcOpenOrders;
import dev.onhand.store.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A channel that is a folder, with the real ledger. */
class FilesChannelIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration STEP = Duration.ofMinutes(3);

  @TempDir Path disk;
  private ChannelRig rig;

  @BeforeEach
  void open() throws IOException {
    rig = new ChannelRig(DATABASE, 20261128);
    rig.stock("PHONE", 100);
    rig.connect("partner", disk, Map.of("folder", "partner"));
    Files.createDirectories(root().resolve("in"));
    Files.writeString(root().resolve("listings.csv"), "sku,title\nPHONE,A phone\n");
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void showsWhatThereIsAfterSalesCancellationsAndParcels() throws Exception {
    pass(HOUR);
    assertThat(shown()).as("told").isEqualTo(100);

    drop("1.csv", "1001,new,PHONE,2\n1002,new,PHONE,3");
    pass(HOUR);
    assertThat(shown()).as("sold").isEqualTo(95);
    assertThat(orders()).hasSize(2);

    drop("again.csv", "1001,new,PHONE,2\n1002,new,PHONE,3");
    drop("2.csv", "1002,cancelled,PHONE,3");
    pass(HOUR);
    assertThat(shown()).as("cancelled").isEqualTo(98);

    drop("3.csv", "1001,shipped,PHONE,2");
    rig.record(Reason.DAMAGE, "PHONE", 1);
    pass(HOUR);
    assertThat(shown()).as("shipped, and one is damaged").isEqualTo(97);
    assertThat(orders()).isEmpty();
    assertThat(names("in")).isEmpty();
    assertThat(names("done")).hasSize(4);
    assertThat(names("failed")).isEmpty();
  }

  @Test
  void anEditInTheFeedIsFoundAndSetRight() throws Exception {
    pass(HOUR);
    Path feed = root().resolve("out/stock.csv");
    Files.writeString(feed, Files.readString(feed).replace(",100", ",7"));
    assertThat(shown()).isEqualTo(7);
    pass(HOUR.multipliedBy(2));

    assertThat(shown()).isEqualTo(100);
  }

  /** Wherever the process dies, each order counts once, and the feed says what there is. */
  @Test
  void countsEachOrderOnceWhereverTheProcessDies() throws Exception {
    int orders = 0;
    for (int calls = 1; calls <= 24; calls++) {
      rig.dieAfter(calls, calls % 2 == 0);
      orders++;
      drop(calls + ".csv", "%d,new,PHONE,1".formatted(1000 + calls));
      pass(STEP.multipliedBy(3));
    }
    rig.surviveOn();
    pass(HOUR.multipliedBy(2));

    assertThat(orders()).hasSize(orders);
    assertThat(shown()).isEqualTo(100 - orders);
    assertThat(names("in")).isEmpty();
    assertThat(names("done")).hasSize(orders);
  }

  private void drop(String name, String rows) throws IOException {
    Path file = root().resolve("in").resolve(name);
    Files.writeString(file, "order,status,sku,quantity\n" + rows + "\n");
    Files.setLastModifiedTime(
        file, FileTime.from(rig.shop.clock().instant().minus(Duration.ofMinutes(1))));
  }

  private long shown() throws IOException {
    String last = Files.readAllLines(root().resolve("out/stock.csv")).getLast();
    return Long.parseLong(last.substring(last.lastIndexOf(',') + 1));
  }

  private List<String> names(String part) throws IOException {
    try (var files = Files.list(root().resolve(part))) {
      return files.map(it -> it.getFileName().toString()).sorted().toList();
    }
  }

  private Path root() {
    return disk.resolve("seller-%d/partner".formatted(rig.shop.seller().value()));
  }

  private void pass(Duration time) throws InterruptedException {
    for (long minutes = time.toMinutes(); minutes > 0; minutes -= STEP.toMinutes()) {
      rig.shop.pass(STEP);
      rig.run();
    }
  }

  private List<OpenOrders.Open> orders() {
    return new JdbcOpenOrders(rig.shop.transactions())
        .list(rig.shop.seller(), rig.account("partner").channel(), 0, 100);
  }
}
