package dev.onhand.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookRequestTest {

  @ParameterizedTest
  @ValueSource(strings = {"1614265330", "1614265030", "1614265630"})
  void wasSentNowUpToFiveMinutesOff(String time) {
    assertThatCode(() -> sentAt(time).requireNow("Time")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1614265029", "1614265631", "0"})
  void wasNotSentNow(String time) {
    assertThatThrownBy(() -> sentAt(time).requireNow("Time"))
        .isInstanceOf(ForgedWebhookException.class)
        .hasMessageContaining("check the clocks");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "9223372036854775807", "1.5"})
  void saysThatATimeIsNone(String time) {
    assertThatThrownBy(() -> sentAt(time).requireNow("Time"))
        .isInstanceOf(ForgedWebhookException.class)
        .hasMessage("Time is not a time in seconds");
  }

  @Test
  void saysThatATimeIsMissing() {
    assertThatThrownBy(() -> sentAt("").requireNow("Time"))
        .isInstanceOf(ForgedWebhookException.class)
        .hasMessage("the header Time is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "challenge=one,one",
    "mode=subscribe&challenge=a%2Fb%20c,a/b c",
    "challenge=a=b&challenges=no,a=b",
    "challenge=%C3%A9,é"
  })
  void readsAParameter(String query, String value) {
    assertThat(asked(query).parameter("challenge")).hasValue(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "challenge",
        "challenge=",
        "Challenge=one",
        "other=challenge=one",
        "challenge=%zz",
        "challenge=%",
        "challenge=one&challenge=one"
      })
  void hasNoParameterThatIsNotThereOnce(String query) {
    assertThat(asked(query).parameter("challenge")).isEmpty();
  }

  private static WebhookRequest asked(String query) {
    return new WebhookRequest(Map.of(), query, new byte[0], Instant.EPOCH);
  }

  private static WebhookRequest sentAt(String time) {
    return new WebhookRequest(
        Map.of("time", List.of(time)), "", new byte[0], Instant.ofEpochSecond(1_614_265_330));
  }
}
