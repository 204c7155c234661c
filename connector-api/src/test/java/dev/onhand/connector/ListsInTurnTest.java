package dev.onhand.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListsInTurnTest {

  private static final List<String> LISTS = List.of("de", "cz");

  @Test
  void readsEachListToItsEnd() {
    List<String> read = new ArrayList<>();
    @Nullable Cursor at = Cursor.START;
    while (at != null) {
      ListsInTurn page = ListsInTurn.of(at, LISTS);
      read.add(page.list() + page.from().number(0));
      at = page.next(Cursor.until(page.from().number(0) + 100L, 150), LISTS);
    }
    assertThat(read).containsExactly("de0", "de100", "cz0", "cz100");
  }

  @Test
  void endsWithAListThatIsNotReadAnyMore() {
    assertThat(ListsInTurn.of(new Cursor("at 100"), LISTS).next(null, LISTS)).isNull();
  }
}
