package dev.onhand.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NextLinkTest {

  private static final String CALLED = "/listings?limit=100";

  @ParameterizedTest
  @CsvSource({
    "?limit=100&after=7, /listings?limit=100&after=7",
    "https://shop.example/onhand/listings?after=7, /listings?after=7",
    "https://SHOP.example/onhand/listings/2, /listings/2",
    "http://shop.example:8080/onhand/listings?after=7, /listings?after=7",
    "/onhand/listings?after=7, /listings?after=7",
    "//shop.example/onhand/listings?after=7, /listings?after=7",
    "listings?after=a%2Fb, /listings?after=a%2Fb",
    "pages/2, /pages/2",
    "/onhand/a/../listings?after=7, /listings?after=7",
    "https://shop.example/onhand/listings?after=7#top, /listings?after=7"
  })
  void leadsOnBelowTheAddress(String link, String path) {
    assertThat(NextLink.path(URI.create("https://shop.example/onhand"), CALLED, link))
        .isEqualTo(path);
    assertThat(NextLink.path(URI.create("https://shop.example/onhand/"), CALLED, link))
        .isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/onhand/listings",
        "//evil.example/onhand/listings",
        "https://shop.example@evil.example/onhand/listings",
        "https://shop.example.evil.example/onhand/listings",
        "https://shop.example/elsewhere",
        "https://shop.example/onhand-too/listings",
        "/onhand/../admin",
        "../../admin",
        "file:///etc/passwd",
        "javascript:alert(1)"
      })
  void leadsNowhereElse(String link) {
    assertThatThrownBy(() -> NextLink.path(URI.create("https://shop.example/onhand"), CALLED, link))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not below the account's address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"?limit=100", "/onhand/listings?limit=100", "listings?limit=100"})
  void doesNotLeadBackToWhereItStands(String link) {
    assertThatThrownBy(() -> NextLink.path(URI.create("https://shop.example/onhand"), CALLED, link))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("names itself");
  }

  @ParameterizedTest
  @ValueSource(strings = {"?a b", "https://[", "/a|b"})
  void isAnAddress(String link) {
    assertThatThrownBy(() -> NextLink.path(URI.create("https://shop.example/onhand"), CALLED, link))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
