package dev.onhand.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PasswordsTest {

  private final Passwords passwords = new Passwords();

  @Test
  void comparesWithNobodysAsWithAnyOther() {
    assertThat(costs(Passwords.NOBODYS)).isEqualTo(costs(passwords.hash("a few words do well")));
    assertThat(passwords.isOf("the password of nobody", Passwords.NOBODYS)).isTrue();
    assertThat(passwords.isOf("the password of nobody", null)).isFalse();
  }

  /** Algorithm, version, parameters, and how long salt and hash are. */
  private static List<String> costs(String hash) {
    List<String> parts = List.of(hash.split("\\$"));
    assertThat(parts).hasSize(6);
    return Stream.concat(
            parts.subList(0, 4).stream(),
            parts.subList(4, 6).stream().map(part -> Integer.toString(part.length())))
        .toList();
  }
}
