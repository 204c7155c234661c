package dev.onhand.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicIdTest {

  @Test
  void writesANumberInThirteenDigits() {
    assertThat(PublicId.of(IdKind.MOVEMENT, 0)).isEqualTo("mov_0000000000000");
    assertThat(PublicId.of(IdKind.PRODUCT, 32)).isEqualTo("sku_0000000000010");
    assertThat(PublicId.of(IdKind.TOKEN, Long.MAX_VALUE)).isEqualTo("tok_7zzzzzzzzzzzz");
  }

  @Test
  void readsWhatItWrote() {
    new Random(1)
        .longs(1_000, 0, Long.MAX_VALUE)
        .forEach(
            number ->
                assertThat(PublicId.get(IdKind.JOB, PublicId.of(IdKind.JOB, number)))
                    .isEqualTo(number));
  }

  @Test
  void sortsAsTheNumbersDo() {
    List<Long> numbers = new Random(2).longs(200, 0, Long.MAX_VALUE).sorted().boxed().toList();
    assertThat(numbers.stream().map(number -> PublicId.of(IdKind.ALERT, number))).isSorted();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mov_",
        "mov_000000000000",
        "mov_00000000000000",
        "sku_0000000000000",
        "MOV_0000000000000",
        "mov_000000000000u",
        "mov_000000000000Z",
        "mov_8000000000000",
        "mov_zzzzzzzzzzzzz",
        "mov_00000000000\u0660"
      })
  void knowsWhatIsNoId(String text) {
    assertThat(PublicId.find(IdKind.MOVEMENT, text)).isEmpty();
    assertThatThrownBy(() -> PublicId.get(IdKind.MOVEMENT, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not the id of a movement: it begins with mov_");
  }

  @Test
  void hasAPrefixOfItsOwnForEachKind() {
    assertThat(Stream.of(IdKind.values()).map(IdKind::prefix)).doesNotHaveDuplicates();
  }
}
