package dev.onhand.server.operations;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.onhand.engine.access.TokenSecret;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/**
 * One event, one line, whatever it holds: control characters never reach the log as such, so nobody
 * can forge a line or steer a terminal by what he sends; nor do tokens, wherever they stood. Made
 * by Logback from its configuration.
 *
 * <p>As JSON a line is {@code {"at":…,"level":…,"message":…,"context":{…}}}, the form in which the
 * API gives the log.
 */
public final class LogEncoder extends EncoderBase<ILoggingEvent> {

  /** Marks what a person must look at now; Logback has no level for it. */
  public static final String CRITICAL = "CRITICAL";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final byte[] NONE = new byte[0];

  private boolean json;

  /** From the configuration: plain or json. */
  public void setFormat(String format) {
    json = format.equals("json");
  }

  @Override
  public byte[] headerBytes() {
    return NONE;
  }

  @Override
  public byte[] footerBytes() {
    return NONE;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(200);
    if (json) {
      appendJson(line, event);
    } else {
      appendPlain(line, event);
    }
    return TokenSecret.mask(line.append('\n').toString()).getBytes(StandardCharsets.UTF_8);
  }

  private static String level(ILoggingEvent event) {
    List<Marker> markers = event.getMarkerList();
    if (markers != null && markers.stream().anyMatch(marker -> marker.getName().equals(CRITICAL))) {
      return "critical";
    }
    return event.getLevel() == Level.WARN
        ? "warning"
        : event.getLevel().toString().toLowerCase(Locale.ROOT);
  }

  private static void appendPlain(StringBuilder line, ILoggingEvent event) {
    line.append(TIME.format(event.getInstant())).append(' ');
    String level = level(event).toUpperCase(Locale.ROOT);
    line.append(level).append(" ".repeat(Math.max(1, 9 - level.length())));
    appendEscaped(line, event.getFormattedMessage());
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      for (KeyValuePair pair : pairs) {
        line.append(' ').append(pair.key).append('=');
        appendEscaped(line, String.valueOf(pair.value));
      }
    }
    event
        .getMDCPropertyMap()
        .forEach(
            (key, value) -> {
              line.append(' ').append(key).append('=');
              appendEscaped(line, value);
            });
    IThrowableProxy failure = event.getThrowableProxy();
    if (failure != null) {
      for (String step : ThrowableProxyUtil.asString(failure).split("\\R")) {
        line.append("\n    ");
        appendEscaped(line, step.strip());
      }
    }
  }

  private static void appendJson(StringBuilder line, ILoggingEvent event) {
    line.append("{\"at\":\"").append(TIME.format(event.getInstant()));
    line.append("\",\"level\":\"").append(level(event)).append("\",\"message\":");
    appendQuoted(line, event.getFormattedMessage());
    line.append(",\"context\":{\"logger\":");
    appendQuoted(line, event.getLoggerName());
    for (Map.Entry<String, String> entry : event.getMDCPropertyMap().entrySet()) {
      appendField(line, entry.getKey(), entry.getValue());
    }
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      for (KeyValuePair pair : pairs) {
        appendField(line, pair.key, pair.value);
      }
    }
    IThrowableProxy failure = event.getThrowableProxy();
    if (failure != null) {
      appendField(line, "error", ThrowableProxyUtil.asString(failure));
    }
    line.append("}}");
  }

  private static void appendField(StringBuilder line, String key, Object value) {
    line.append(',');
    appendQuoted(line, key);
    line.append(':');
    if (value instanceof Number || value instanceof Boolean) {
      line.append(value);
    } else {
      appendQuoted(line, String.valueOf(value));
    }
  }

  private static void appendQuoted(StringBuilder line, String text) {
    line.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        line.append('\\').append(c);
      } else {
        appendSafe(line, c);
      }
    }
    line.append('"');
  }

  private static void appendEscaped(StringBuilder line, String text) {
    for (int i = 0; i < text.length(); i++) {
      appendSafe(line, text.charAt(i));
    }
  }

  /** What would move a cursor, end a line, turn the writing or be no character, as its number. */
  private static void appendSafe(StringBuilder line, char c) {
    switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          line.append("\\u%04x".formatted((int) c));
      default -> line.append(c);
    }
  }
}
