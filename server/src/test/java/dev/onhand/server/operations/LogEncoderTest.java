package dev.onhand.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MarkerFactory;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LogEncoderTest {

  private static final String NASTY =
      "a\r\n2026-11-21T00:00:00.000Z ERROR forged\u001b[2J\u0007\u202e\u2028\"\\\u0000";

  private static LoggingEvent event(Level level, String message) {
    return event(level, message, "req_1");
  }

  private static LoggingEvent event(Level level, String message, String requestId) {
    LoggingEvent event = new LoggingEvent();
    event.setLoggerContext(new LoggerContext());
    event.setLoggerName("test");
    event.setLevel(level);
    event.setMessage(message);
    event.setInstant(Instant.parse("2026-11-21T02:40:47.123Z"));
    event.setMDCPropertyMap(Map.of("request_id", requestId));
    return event;
  }

  private static String encode(String format, LoggingEvent event) {
    LogEncoder encoder = new LogEncoder();
    encoder.setFormat(format);
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }

  @Test
  void writesALineForPeople() {
    assertThat(encode("plain", event(Level.WARN, "hm")))
        .isEqualTo("2026-11-21T02:40:47.123Z WARNING  hm request_id=req_1\n");
  }

  @Test
  void writesALineForPrograms() {
    LoggingEvent event = event(Level.INFO, "done");
    event.addKeyValuePair(new KeyValuePair("movement_id", 7L));
    assertThat(encode("json", event))
        .isEqualTo(
            "{\"at\":\"2026-11-21T02:40:47.123Z\",\"level\":\"info\",\"message\":\"done\","
                + "\"context\":{\"logger\":\"test\",\"request_id\":\"req_1\",\"movement_id\":7}}\n");
  }

  @Test
  void knowsWhatIsCritical() {
    LoggingEvent event = event(Level.ERROR, "look");
    event.addMarker(MarkerFactory.getMarker(LogEncoder.CRITICAL));
    assertThat(encode("plain", event)).contains(" CRITICAL look");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "json"})
  void keepsAnEventOnItsLine(String format) {
    LoggingEvent event = event(Level.INFO, NASTY, NASTY);
    event.addKeyValuePair(new KeyValuePair("sku", NASTY));
    String line = encode(format, event);
    assertThat(line.lines()).hasSize(1);
    assertThat(line.substring(0, line.length() - 1).chars())
        .noneMatch(c -> Character.isISOControl(c) || c == 0x202e || c == 0x2028);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "json"})
  void showsNoToken(String format) {
    String token = "onh_live_ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    assertThat(encode(format, event(Level.INFO, "a" + token, token)))
        .contains("aonh_live_***")
        .doesNotContain("ABCDEFGH");
  }

  @Test
  void losesNothingInJson() {
    JsonNode line = JsonMapper.shared().readTree(encode("json", event(Level.INFO, NASTY)));
    assertThat(line.at("/message").asString()).isEqualTo(NASTY);
  }

  @Test
  void showsWhereAFailureCameFrom() {
    LoggingEvent event = event(Level.ERROR, "failed");
    event.setThrowableProxy(
        new ch.qos.logback.classic.spi.ThrowableProxy(new IllegalStateException(NASTY)));
    assertThat(encode("json", event).lines()).hasSize(1);
    assertThat(encode("plain", event)).contains("\n    java.lang.IllegalStateException: a");
    assertThat(encode("plain", event).replace("\n", "").chars()).noneMatch(Character::isISOControl);
  }
}
