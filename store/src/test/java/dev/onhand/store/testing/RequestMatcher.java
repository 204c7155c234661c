package dev.onhand.store.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Follows what one client sends and knows a request when it is whole. Not thread-safe. */
@FunctionalInterface
public interface RequestMatcher {

  /** Takes the next bytes; whether a request that is looked for ends in them. */
  boolean matches(byte[] next);

  /** A request that contains a text, such as {@code POST /movements}. */
  static Supplier<RequestMatcher> containing(String text) {
    return () -> {
      StringBuilder tail = new StringBuilder();
      return next -> {
        tail.append(new String(next, StandardCharsets.ISO_8859_1));
        int at = tail.indexOf(text);
        tail.delete(0, at >= 0 ? at + text.length() : Math.max(0, tail.length() - text.length()));
        return at >= 0;
      };
    };
  }

  /**
   * The execution of a statement of PostgreSQL that begins with these words, such as {@code
   * commit}, be it sent as text or prepared before.
   */
  static Supplier<RequestMatcher> statement(String beginning) {
    String lower = beginning.toLowerCase(Locale.ROOT);
    return () -> new PostgresStatements(lower);
  }

  /** Reads PostgreSQL's frontend protocol, version 3, without encryption. */
  final class PostgresStatements implements RequestMatcher {

    /** Above these the first four bytes after the length are a request, such as one for TLS. */
    private static final int NEGOTIATION_CODES = 80_000_000;

    private final String beginning;
    private final Map<String, Boolean> prepared = new HashMap<>();
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private boolean started;

    PostgresStatements(String beginning) {
      this.beginning = beginning;
    }

    @Override
    public boolean matches(byte[] next) {
      pending.writeBytes(next);
      ByteBuffer buffer = ByteBuffer.wrap(pending.toByteArray());
      boolean found = false;
      while (isWhole(buffer)) {
        found |= started ? message(buffer) : startup(buffer);
      }
      byte[] rest = new byte[buffer.remaining()];
      buffer.get(rest);
      pending.reset();
      pending.writeBytes(rest);
      return found;
    }

    private boolean isWhole(ByteBuffer buffer) {
      int typeLength = started ? 1 : 0;
      return buffer.remaining() >= typeLength + 4
          && buffer.remaining() >= typeLength + buffer.getInt(buffer.position() + typeLength);
    }

    private boolean startup(ByteBuffer buffer) {
      int length = buffer.getInt();
      started = buffer.getInt() < NEGOTIATION_CODES;
      buffer.position(buffer.position() + length - 8);
      return false;
    }

    private boolean message(ByteBuffer buffer) {
      char type = (char) buffer.get();
      int length = buffer.getInt();
      byte[] body = new byte[length - 4];
      buffer.get(body);
      ByteBuffer fields = ByteBuffer.wrap(body);
      return switch (type) {
        case 'Q' -> isWanted(text(fields));
        case 'P' -> {
          prepared.put(text(fields), isWanted(text(fields)));
          yield false;
        }
        // Bound is as good as executed: the driver sends both at once.
        case 'B' -> {
          text(fields);
          yield prepared.getOrDefault(text(fields), false);
        }
        default -> false;
      };
    }

    private boolean isWanted(String sql) {
      return sql.strip().toLowerCase(Locale.ROOT).startsWith(beginning);
    }

    private static String text(ByteBuffer fields) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (byte b = fields.get(); b != 0; b = fields.get()) {
        bytes.write(b);
      }
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
