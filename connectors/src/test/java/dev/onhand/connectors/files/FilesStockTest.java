package dev.onhand.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is listed, and the feed of stock. */
class FilesStockTest extends SharedFolder {

  @Test
  void aWholeFeedHasAllThatWasToldAndSaysWhatIsShown() throws Exception {
    list(
        "listing,sku,gtin,title\n1,SKU-1,4006381333931,Mug\n2,SKU-2,,\"Mug, large\"\n3,SKU-3,,x\n");
    FilesConnector connector = connector(Map.of());
    assertThat(listings(connector)).extracting(RemoteListing::quantity).containsOnlyNulls();

    assertThat(push(connector, Map.of("1", 5L))).containsExactly(new Applied(5));
    assertThat(push(connector, Map.of("2", 0L))).containsExactly(new Applied(0));
    assertThat(push(connector, Map.of("1", 4L))).containsExactly(new Applied(4));

    assertThat(root().resolve("out/stock.csv"))
        .hasContent(
            "listing,sku,gtin,title,quantity\r\n"
                + "1,SKU-1,4006381333931,Mug,4\r\n"
                + "2,SKU-2,,\"Mug, large\",0\r\n");
    assertThat(listings(connector))
        .extracting(RemoteListing::quantity)
        .containsExactly(4L, 0L, null);
    assertThat(names("out")).containsExactly("stock.csv");
  }

  @Test
  void aListingThatIsGoneIsRefusedAndNotInTheNextFeed() throws Exception {
    list("listing\n1\n2\n");
    FilesConnector connector = connector(Map.of());
    push(connector, Map.of("1", 5L));
    push(connector, Map.of("2", 6L));
    list("listing\n2\n");

    assertThat(push(connector, Map.of("1", 4L)))
        .singleElement()
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Refusal.UNKNOWN_LISTING));
    assertThat(push(connector, Map.of("2", 7L))).containsExactly(new Applied(7));
    assertThat(Files.readString(root().resolve("out/stock.csv"))).doesNotContain("1,");
  }

  @Test
  void aFeedOfChangesIsAFileForEachPushOfWhatChanged() throws Exception {
    list("sku,quantity\nA,3\nB,\n");
    FilesConnector connector = connector(Map.of("sends", "changed"));
    push(connector, Map.of("A", 5L));
    now = now.plusMillis(1);
    push(connector, Map.of("B", 6L));

    assertThat(names("out"))
        .hasSize(2)
        .first()
        .asString()
        .matches("stock-20261128T090000\\.000-[0-9a-f]{8}\\.csv");
    assertThat(Files.readString(root().resolve("out").resolve(names("out").get(1))))
        .isEqualTo("listing,sku,gtin,title,quantity\r\nB,B,,,6\r\n");
    assertThat(listings(connector))
        .as("what the partner says that it shows")
        .extracting(RemoteListing::quantity)
        .containsExactly(3L, null);
  }

  @Test
  void aTextThatASpreadsheetWouldRunIsGuardedAndStillKnown() throws Exception {
    list("listing,title\n=1+1,@SUM(A1)\n-2,ok\n");
    FilesConnector connector = connector(Map.of());
    push(connector, Map.of("=1+1", 5L));
    push(connector, Map.of("-2", 6L));

    assertThat(Files.readAllLines(root().resolve("out/stock.csv")))
        .containsExactly("listing,sku,gtin,title,quantity", "'=1+1,,,'@SUM(A1),5", "'-2,,,ok,6");
    assertThat(listings(connector)).extracting(RemoteListing::quantity).containsExactly(5L, 6L);

    FilesConnector plain = connector(Map.of("guard", "false"));
    push(plain, Map.of("-2", 7L));
    assertThat(Files.readString(root().resolve("out/stock.csv"))).contains("\n-2,,,ok,7");
  }

  @Test
  void aRowOfListingsThatCannotBeReadIsNamed() throws Exception {
    Files.createDirectories(root());
    Files.write(
        root().resolve("listings.csv"),
        "listing,title\n1,a\n,b\n2\n1,c\n\u00e4,d\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(listings(connector(Map.of())))
        .extracting(it -> it.ref().externalId())
        .containsExactly("1");
    assertThat(Files.readAllLines(root().resolve("failed/listings.csv.txt")))
        .containsExactly(
            "Line 3: it names no listing.",
            "Line 4: it has another number of cells.",
            "Line 5: 1 is there already.",
            "Line 6: its letters are not of the charset.");
  }

  @Test
  void listingsAreReadInPages() throws Exception {
    StringBuilder text = new StringBuilder("sku\n");
    IntStream.range(0, 12_000).forEach(i -> text.append("SKU-").append(i).append('\n'));
    list(text.toString());
    List<RemoteListing> read = new ArrayList<>();
    FilesConnector connector = connector(Map.of());
    for (Cursor at = Cursor.START; at != null; ) {
      var page = connector.listings(at);
      read.addAll(page.listings());
      at = page.next();
    }

    assertThat(read).hasSize(12_000).doesNotHaveDuplicates();
  }

  @Test
  void anEmptyFolderHasNothing() throws Exception {
    FilesConnector connector = connector(Map.of());

    assertThat(listings(connector)).isEmpty();
    assertThat(all(connector)).isEmpty();
    assertThat(push(connector, Map.of("1", 1L))).hasOnlyElementsOfType(Refused.class);
    assertThat(names("out")).isEmpty();
  }

  @Test
  void aWrongNameOfTheFolderIsAPersonsMatter() {
    assertThatThrownBy(() -> connector(Map.of("folder", "../other")).listings(Cursor.START))
        .isInstanceOfSatisfying(
            DeferredException.class, e -> assertThat(e.why()).isEqualTo(Cause.ADDRESS_FORBIDDEN))
        .hasMessageContaining("a folder's name is letters");
  }
}
