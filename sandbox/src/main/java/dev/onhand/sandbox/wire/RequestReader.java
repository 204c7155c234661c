package dev.onhand.sandbox.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the requests of one connection. */
final class RequestReader {
  /** Room for the longest query and signature a client sends. */
  private static final int LINE_MAX = 64 * 1024;

  private static final int HEADERS_MAX = 200;

  /** More than 15,000 lines of CSV in JSON, the largest request of any channel. */
  private static final int BODY_MAX = 32 * 1024 * 1024;

  private final InputStream in;
  private final OutputStream out;

  RequestReader(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /**
   * @return null when the client has closed the connection between two requests
   * @throws ProtocolException if it is no HTTP/1.1, or longer than the limits here
   */
  @Nullable Request read() throws IOException {
    String first = line();
    if (first == null || first.isEmpty()) {
      return null;
    }
    String[] words = first.split(" ");
    if (words.length != 3) {
      throw new ProtocolException("no request line: " + first);
    }
    Map<String, String> headers = headers();
    if ("100-continue".equalsIgnoreCase(headers.get("expect"))) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
    byte[] body = body(headers);
    String target = words[1];
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String query = mark < 0 ? "" : target.substring(mark + 1);
    return new Request(words[0], path, query, headers, body);
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    String line = line();
    while (line != null && !line.isEmpty()) {
      int colon = line.indexOf(':');
      if (colon < 1 || headers.size() >= HEADERS_MAX) {
        throw new ProtocolException("no header, or too many: " + line);
      }
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      headers.put(name, line.substring(colon + 1).strip());
      line = line();
    }
    return headers;
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
      return chunks();
    }
    return exactly(number(headers.getOrDefault("content-length", "0"), 10));
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int size = chunkSize();
    while (size > 0) {
      body.write(exactly(size));
      line();
      size = chunkSize();
      if (body.size() > BODY_MAX) {
        throw new ProtocolException("body longer than " + BODY_MAX + " bytes");
      }
    }
    headers();
    return body.toByteArray();
  }

  private int chunkSize() throws IOException {
    String line = line();
    if (line == null) {
      throw new ProtocolException("the body ended early");
    }
    return number(line.split(";")[0].strip(), 16);
  }

  private static int number(String text, int radix) throws ProtocolException {
    try {
      return Integer.parseInt(text, radix);
    } catch (NumberFormatException _) {
      throw new ProtocolException("no length: " + text);
    }
  }

  private byte[] exactly(int length) throws IOException {
    if (length < 0 || length > BODY_MAX) {
      throw new ProtocolException("body longer than " + BODY_MAX + " bytes");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new ProtocolException("the body ended early");
    }
    return bytes;
  }

  private @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != '\n') {
      line.write(next);
      if (line.size() > LINE_MAX) {
        throw new ProtocolException("line longer than " + LINE_MAX + " bytes");
      }
      next = in.read();
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
