package dev.onhand.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.LowersStock;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.Settings;
import dev.onhand.connector.StockSemantics.TakesOff;
import dev.onhand.connector.http.Folders;
import dev.onhand.model.Effect;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rules of the contract kit that hold for a folder, and what is special about one. The kit's
 * own rules are run over HTTP, against a marketplace with a truth of its own; a folder has neither.
 */
class FilesTest extends SharedFolder {

  private static final String HEAD = "order,status,sku,quantity\n";

  // What it says of itself.

  @Test
  void isFoundAndMakesNoCallWhenItIsMade() throws Exception {
    assertThat(ServiceLoader.load(dev.onhand.connector.ConnectorFactory.class).stream())
        .anyMatch(it -> it.type() == FilesConnectorFactory.class);
    assertThat(connector(Map.of())).isNotNull();
    assertThat(records).isEmpty();
    assertThat(disk).isEmptyDirectory();
  }

  @Test
  void whetherThePartnerLowersWhatItShowsIsTheAccountsToSay() {
    FilesConnectorFactory factory = new FilesConnectorFactory();

    assertThat(factory.semantics(settings(Map.of()))).isEqualTo(LowersStock.UNTIL_TOLD);
    assertThat(factory.semantics(settings(Map.of("lowers_stock", "true"))).takesOff())
        .isEqualTo(TakesOff.AT_ORDER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "columns| ordre=Bestellung| names 'ordre', which is no column",
        "columns| order| pairs such as a=b, c=d, not 'order'",
        "statuses| bezahlt=| pairs such as a=b, c=d, not 'bezahlt='",
        "statuses| bezahlt=payed| none of ours, which are canceled, cancelled, completed, new, paid",
        "folder| ../other| letters, digits, dots"
      })
  void aSettingThatDoesNotDoIsSaid(String name, String value, String said) {
    Settings settings = settings(Map.of(name, value));

    assertThatThrownBy(() -> new FilesConnectorFactory().check(settings))
        .isInstanceOfSatisfying(
            Settings.InvalidSettingsException.class,
            e -> assertThat(e.problems()).containsOnlyKeys(name))
        .hasMessageContaining(said);
  }

  // Orders.

  @Test
  void eachFileIsAPageAndIsMovedWhenItIsRead() throws Exception {
    drop("b.csv", HEAD + "1002,new,SKU-2,1\n", 20);
    drop("a.csv", HEAD + "1001,new,SKU-1,2\n1001,new,SKU-2,1\n", 30);
    FilesConnector connector = connector(Map.of());

    OrderPage first = connector.orders(now, Cursor.START);
    assertThat(first.orders())
        .containsExactly(
            new RemoteOrder(
                "1001",
                "new",
                now.minusSeconds(30),
                null,
                null,
                List.of(line("SKU-1", 2), line("SKU-2", 1)),
                null,
                null));
    assertThat(names("in")).containsExactly("b.csv");
    assertThat(names("done"))
        .singleElement()
        .asString()
        .matches("20261128T090000\\.000-[0-9a-f]{32}-a\\.csv");

    OrderPage second = connector.orders(now, first.next());
    assertThat(second.orders()).extracting(RemoteOrder::externalId).containsExactly("1002");
    assertThat(connector.orders(now, second.next()).next()).isNull();
    assertThat(names("in")).isEmpty();
    assertThat(names("done")).hasSize(2);
    assertThat(names("failed")).isEmpty();
  }

  private static RemoteOrder.Line line(String sku, long quantity) {
    return new RemoteOrder.Line(sku, null, sku, null, quantity, 0, 0, null);
  }

  /** The plug is pulled after the file was moved, and before its orders were taken in. */
  @Test
  void whatWasReadSinceIsShownAgainTheNewestOfEachOrder() throws Exception {
    drop("a.csv", HEAD + "1001,new,SKU-1,2\n1002,new,SKU-1,1\n", 30);
    assertThat(all(connector(Map.of()))).hasSize(2);
    now = now.plusSeconds(60);
    drop("b.csv", HEAD + "1001,cancelled,SKU-1,2\n1003,new,,1\n", 30);
    assertThat(all(connector(Map.of()))).hasSize(1);

    OrderPage again = connector(Map.of()).orders(now.minusSeconds(60), Cursor.START);
    assertThat(again.orders())
        .extracting(RemoteOrder::externalId, RemoteOrder::status)
        .containsExactly(tuple("1001", "cancelled"), tuple("1002", "new"));
    assertThat(connector(Map.of()).orders(now.minusSeconds(59), Cursor.START).orders())
        .extracting(RemoteOrder::externalId)
        .as("the second is among those that failed in part")
        .containsExactly("1001");
    assertThat(all(connector(Map.of()))).isEmpty();
  }

  @Test
  void twoServersThatReadTheSameFileTakeItAsOne() throws Exception {
    drop("a.csv", HEAD + "1001,new,SKU-1,2\n", 30);
    FilesConnector one = connector(Map.of());
    FilesConnector other = connector(Map.of());

    assertThat(all(one)).hasSize(1);
    assertThat(all(other)).isEmpty();
    assertThat(names("done")).hasSize(1);
  }

  @Test
  void theSameFileTwiceCountsOnceWhateverItIsCalled() throws Exception {
    drop("a.csv", HEAD + "1001,new,SKU-1,2\n", 30);
    assertThat(all(connector(Map.of()))).hasSize(1);
    now = now.plusSeconds(60);
    drop("changed.csv", HEAD + "1001,cancelled,SKU-1,2\n", 30);
    assertThat(all(connector(Map.of()))).hasSize(1);
    now = now.plusSeconds(60);
    drop("again.csv", HEAD + "1001,new,SKU-1,2\n", 30);

    assertThat(all(connector(Map.of()))).isEmpty();
    assertThat(names("in")).isEmpty();
    assertThat(names("done")).hasSize(3);
    assertThat(connector(Map.of()).orders(now.minusSeconds(200), Cursor.START).orders())
        .as("nor does it count anew when what was read is shown again")
        .singleElement()
        .satisfies(order -> assertThat(order.status()).isEqualTo("cancelled"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.csv.part", "a.csv.tmp", "a.part", ".a.csv", "a.csv~", "a.xlsx", "a"})
  void whatIsNotCalledAFileOfOrdersIsLeftAlone(String name) throws Exception {
    drop(name, HEAD + "1001,new,SKU-1,2\n", 30);

    assertThat(all(connector(Map.of()))).isEmpty();
    assertThat(root().resolve("in").resolve(name)).exists();
  }

  @Test
  void aFileThatStillGrowsIsReadWhenItDoesNotAnyMore() throws Exception {
    drop("a.csv", HEAD + "1001,new,SKU-1,2\n10", 9);
    FilesConnector connector = connector(Map.of());
    assertThat(all(connector)).isEmpty();

    drop("a.csv", HEAD + "1001,new,SKU-1,2\n1002,new,SKU-2,1\n", 0);
    assertThat(all(connector)).isEmpty();
    now = now.plusSeconds(10);
    assertThat(all(connector)).hasSize(2);
  }

  @Test
  void aRowThatCannotBeReadIsNamedAndLosesNoOrderButItsOwn() throws Exception {
    drop(
        "a.csv",
        "order,status,sku,quantity,cancelled,created\n"
            + "1001,new,SKU-1,2,,\n"
            + "1002,new,SKU-1,two,,\n"
            + "1002,new,SKU-2,1,,\n"
            + "1003,new,,1,,\n"
            + ",new,SKU-1,1,,\n"
            + "1004,new,SKU-1,1\n"
            + "1005,new,SKU-1,1,2,\n"
            + "1006,new,SKU-1,1,,yesterday\n"
            + "\n"
            + "1007,new,\"SKU-\n1\",-1,,\n"
            + "1008,new,\"SKU-3,1,,2026-11-28T10:00:00+01:00\n"
            + "1009,new,SKU-1,1,,2026-02-31 10:00\n",
        30);

    assertThat(all(connector(Map.of())))
        .extracting(RemoteOrder::externalId)
        .containsExactly("1001", "1008");
    assertThat(names("done")).isEmpty();
    assertThat(reason())
        .containsExactly(
            "Line 6: it names no order.",
            "Line 3: 'two' is no quantity. Order 1002 was not taken.",
            "Line 5: it names no goods. Order 1003 was not taken.",
            "Line 7: it has 4 cells and the first line 6. Order 1004 was not taken.",
            "Line 8: '2' cannot be its cancelled. Order 1005 was not taken.",
            "Line 9: 'yesterday' is no time: write it like 2026-11-28T09:30:00+01:00. Order 1006"
                + " was not taken.",
            "Line 11: '-1' is no quantity. Order 1007 was not taken.",
            "Line 14: '2026-02-31 10:00' is no time: write it like 2026-11-28T09:30:00+01:00. Order"
                + " 1009 was not taken.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''| no column 'order'",
        "bestellung;sku;menge| no column 'order'",
        "order,sku| no column 'quantity'",
        "order,quantity| of the columns 'listing', 'sku', 'gtin'"
      })
  void aFileWithoutTheColumnsIsPutAsideWithTheReason(String head, String said) throws Exception {
    drop("a.csv", head + "\n1,2,3\n", 30);

    assertThat(all(connector(Map.of()))).isEmpty();
    assertThat(String.join(" ", reason())).contains("Line 1").contains(said);
    assertThat(names("in")).isEmpty();
  }

  @Test
  void aFileThatIsTooLongIsPutAsideUnread() throws Exception {
    Files.createDirectories(root().resolve("in"));
    try (FileChannel large =
        FileChannel.open(
            root().resolve("in/large.csv"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      large.write(ByteBuffer.wrap(new byte[1]), Folders.BYTES_MAX);
    }
    age("in/large.csv", 30);
    drop("small.csv", HEAD + "1001,new,SKU-1,2\n", 20);

    assertThat(all(connector(Map.of()))).hasSize(1);
    assertThat(names("failed"))
        .satisfiesExactly(
            file -> assertThat(file).endsWith("-unread-large.csv"),
            file -> assertThat(file).endsWith("-unread-large.csv.txt"));
  }

  @Test
  void readsAsThePartnerWrites() throws Exception {
    Files.createDirectories(root().resolve("in"));
    Files.write(
        root().resolve("in/a.csv"),
        ("Bestellung;Stand;Artikel;Menge;Versendet;Zeit;Land;PLZ\n"
                + "7;Bezahlt;Gl\u00fchbirne;3;1;2026-11-28 10:00;LU;1611\n"
                + "7;Bezahlt;Gl\u00fchbirne;2;;;;\n")
            .getBytes(Charset.forName("windows-1252")));
    age("in/a.csv", 30);
    Map<String, String> theirs =
        Map.of(
            "delimiter", "semicolon",
            "charset", "windows-1252",
            "columns",
                "order=Bestellung, status=Stand, sku=Artikel, quantity=Menge, shipped=Versendet,"
                    + " created=Zeit, country=Land, postcode=PLZ",
            "statuses", "bezahlt=paid");

    assertThat(all(connector(theirs)))
        .containsExactly(
            new RemoteOrder(
                "7",
                "paid",
                Instant.parse("2026-11-28T10:00:00Z"),
                null,
                null,
                List.of(
                    new RemoteOrder.Line(
                        "Gl\u00fchbirne", null, "Gl\u00fchbirne", null, 5, 0, 1, null)),
                "LU",
                "1611"));
  }

  @ParameterizedTest
  @CsvSource({
    "new, RESERVE",
    "paid, RESERVE",
    "processing, RESERVE",
    "pending, IGNORE",
    "Shipped, FULFIL",
    "completed, FULFIL",
    "cancelled, RELEASE",
    "canceled, RELEASE",
    "returned, RETURN",
    "'', RESERVE"
  })
  void saysWhatEachStatusMeans(String status, Effect effect) throws Exception {
    drop("a.csv", HEAD + "1,%s,SKU-1,1\n".formatted(status), 30);

    assertThat(
            FilesConnectorFactory.DESCRIPTOR.effect(all(connector(Map.of())).getFirst().status()))
        .contains(effect);
    assertThat(FilesMapping.STATUSES).hasSize(9);
  }

  @Test
  void aStatusThatIsNotKnownIsHandedOnAsItIsWritten() throws Exception {
    drop("a.csv", HEAD + "1,unterwegs,SKU-1,1\n", 30);

    String status = all(connector(Map.of())).getFirst().status();
    assertThat(status).isEqualTo("unterwegs");
    assertThat(FilesConnectorFactory.DESCRIPTOR.effect(status)).isEmpty();
  }

  private List<String> reason() throws IOException {
    String file =
        names("failed").stream().filter(it -> it.endsWith(".txt")).findFirst().orElseThrow();
    assertThat(root().resolve("failed").resolve(file.replaceFirst("\\.txt$", ""))).exists();
    return Files.readAllLines(root().resolve("failed").resolve(file));
  }
}
