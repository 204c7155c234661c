package dev.onhand.store.testing;

import dev.onhand.store.testing.RequestMatcher.Request;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Follows what one client sends from its first byte, and reads PostgreSQL's protocol (version 3,
 * without encryption) where it is that. Not thread-safe.
 */
final class RequestReader {

  /** How much of what came before is kept, for a text that is split between packets. */
  private static final int TAIL_LENGTH = 200;

  /** Above these the first number after the length is a request, such as one for TLS. */
  private static final int NEGOTIATION_CODES = 80_000_000;

  /** A longer first message is of another protocol. */
  private static final int STARTUP_LENGTH_MAX = 10_000;

  private final Map<String, String> prepared = new HashMap<>();
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private boolean started;
  private boolean isOther;
  private Request last = new Request("", 0, List.of());

  Request last() {
    return last;
  }

  Request read(byte[] next) {
    String before = last.text();
    String tail = before.substring(Math.max(0, before.length() - TAIL_LENGTH));
    String text = tail + new String(next, StandardCharsets.ISO_8859_1);
    last = new Request(text, tail.length(), isOther ? List.of() : statements(next));
    return last;
  }

  private List<String> statements(byte[] next) {
    pending.writeBytes(next);
    ByteBuffer buffer = ByteBuffer.wrap(pending.toByteArray());
    List<String> statements = new ArrayList<>();
    while (!isOther && isWhole(buffer)) {
      if (started) {
        message(buffer, statements);
      } else {
        startup(buffer);
      }
    }
    pending.reset();
    pending.write(buffer.array(), buffer.position(), buffer.remaining());
    return statements;
  }

  private boolean isWhole(ByteBuffer buffer) {
    int typeLength = started ? 1 : 0;
    if (buffer.remaining() < typeLength + Integer.BYTES) {
      return false;
    }
    int length = buffer.getInt(buffer.position() + typeLength);
    isOther = !started && (length < 2 * Integer.BYTES || length > STARTUP_LENGTH_MAX);
    return !isOther && buffer.remaining() >= typeLength + length;
  }

  private void startup(ByteBuffer buffer) {
    int length = buffer.getInt();
    started = buffer.getInt() < NEGOTIATION_CODES;
    buffer.position(buffer.position() + length - 2 * Integer.BYTES);
  }

  private void message(ByteBuffer buffer, List<String> statements) {
    char type = (char) buffer.get();
    byte[] body = new byte[buffer.getInt() - Integer.BYTES];
    buffer.get(body);
    ByteBuffer fields = ByteBuffer.wrap(body);
    switch (type) {
      case 'Q' -> statements.add(sql(fields));
      case 'P' -> prepared.put(text(fields), sql(fields));
      case 'B' -> {
        text(fields);
        // Bound is as good as executed: the driver sends both at once.
        statements.add(prepared.getOrDefault(text(fields), ""));
      }
      default -> {
        // Nothing that asks for anything.
      }
    }
  }

  private static String sql(ByteBuffer fields) {
    return text(fields).strip().toLowerCase(Locale.ROOT);
  }

  private static String text(ByteBuffer fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte b = fields.get(); b != 0; b = fields.get()) {
      bytes.write(b);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
