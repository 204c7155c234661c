package dev.onhand.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastReadTest {

  private final List<String> read = new ArrayList<>();
  private boolean isThere = true;
  private final LastRead<String> last =
      new LastRead<>(
          name -> {
            read.add(name);
            return isThere ? Optional.of("what is in " + name) : Optional.empty();
          });

  @Test
  void isReadOnceUntilAnotherIs() throws InterruptedException {
    assertThat(last.find("a")).contains("what is in a");
    assertThat(last.find("a")).contains("what is in a");
    assertThat(last.find("b")).contains("what is in b");
    assertThat(last.find("a")).contains("what is in a");
    assertThat(read).containsExactly("a", "b", "a");
  }

  @Test
  void whatIsNotThereYetIsReadAnew() throws InterruptedException {
    isThere = false;
    assertThat(last.find("a")).isEmpty();
    isThere = true;
    assertThat(last.find("a")).contains("what is in a");
    assertThat(read).containsExactly("a", "a");
  }

  @Test
  void whatIsNotThereDoesNotPutOutWhatIs() throws InterruptedException {
    assertThat(last.find("a")).isPresent();
    isThere = false;
    assertThat(last.find("b")).isEmpty();
    assertThat(last.find("a")).contains("what is in a");
  }
}
