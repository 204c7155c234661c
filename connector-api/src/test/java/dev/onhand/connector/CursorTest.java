package dev.onhand.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.RemoteListing.State;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CursorTest {

  private static RemoteListing listing(int number) {
    return new RemoteListing(
        new ListingRef("L" + number, ""), List.of(), "", "", null, State.ACTIVE, 1L);
  }

  @Test
  void beginsAtTheFirstNumberAndGoesOnWithItsOwn() {
    assertThat(Cursor.START.number(1)).isEqualTo(1);
    assertThat(Cursor.of(7).number(1)).isEqualTo(7);
  }

  @Test
  void endsWithTheLastRow() {
    assertThat(Cursor.until(100, 101)).isEqualTo(Cursor.of(100));
    assertThat(Cursor.until(100, 100)).isNull();
  }

  @Test
  void showsAFileInPagesWithEachRowOnce() {
    List<RemoteListing> all = IntStream.range(0, 5).mapToObj(CursorTest::listing).toList();
    List<RemoteListing> seen = new ArrayList<>();
    @Nullable Cursor at = Cursor.START;
    while (at != null) {
      ListingPage page = ListingPage.of(all, at, 2);
      seen.addAll(page.listings());
      at = page.next();
    }
    assertThat(seen).isEqualTo(all);
    assertThat(ListingPage.of(List.of(), Cursor.START, 2).next()).isNull();
    assertThat(ListingPage.of(all, Cursor.of(9), 2).listings()).as("it got shorter").isEmpty();
  }

  @Test
  void takesAnEmptyNameForNone() {
    assertThat(listing(1).ref().sku()).isNull();
    assertThat(listing(1).gtin()).isNull();
    RemoteOrder.Line line = new RemoteOrder.Line("1", "", "", "", 1, 0, 0, null);
    assertThat(line.listing()).isNull();
    assertThat(line.sku()).isNull();
    assertThat(line.gtin()).isNull();
  }

  @Test
  void goesOnWhereTheChannelSays() {
    assertThat(Cursor.after("n-2")).isEqualTo(new Cursor("n-2"));
    assertThat(Cursor.after("")).isNull();
    assertThat(Cursor.after(null)).isNull();
  }
}
