package dev.onhand.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InTurnTest {

  private record Page(List<String> rows, @Nullable String next) {}

  private final List<String> asked = new ArrayList<>();

  @Test
  void eachIsAskedForInOrder() throws InterruptedException {
    assertThat(InTurn.each(List.of("a", "b"), this::ask)).containsExactly("A", "B");
    assertThat(
            InTurn.found(
                List.of("a", "", "c"), it -> Optional.of(ask(it)).filter(x -> !x.isEmpty())))
        .containsExactly("A", "C");
    assertThat(asked).containsExactly("a", "b", "a", "", "c");
  }

  @Test
  void theFirstThatIsNotDoneEndsThem() {
    assertThatThrownBy(
            () ->
                InTurn.each(
                    List.of("a", "b", "c"),
                    it -> {
                      if (it.equals("b")) {
                        throw new DeferredException(Cause.THROTTLED, Duration.ZERO, "later");
                      }
                      return ask(it);
                    }))
        .isInstanceOf(DeferredException.class);
    assertThat(asked).containsExactly("a");
  }

  @Test
  void noCallIsAboutMoreThanItMayBe() throws InterruptedException {
    List<Integer> all = IntStream.range(0, 45).boxed().toList();

    assertThat(
            InTurn.together(
                20,
                all,
                some -> {
                  asked.add("" + some.size());
                  return some;
                }))
        .isEqualTo(all);
    assertThat(asked).containsExactly("20", "20", "5");
    assertThat(InTurn.together(20, List.of(), some -> List.of(asked.remove(99)))).isEmpty();
  }

  @Test
  void pagesAreReadToTheLast() throws InterruptedException {
    assertThat(
            InTurn.pages(
                at ->
                    switch (at.value()) {
                      case "" -> new Page(List.of("a", "b"), "2");
                      case "2" -> new Page(List.of(), "3");
                      default -> new Page(List.of("c"), null);
                    },
                Page::rows,
                Page::next))
        .containsExactly("a", "b", "c");
  }

  private String ask(String name) {
    asked.add(name);
    return name.toUpperCase(java.util.Locale.ROOT);
  }
}
