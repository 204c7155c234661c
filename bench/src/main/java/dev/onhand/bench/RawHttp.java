package dev.onhand.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One kept-alive connection that sends a request and reads the answer, with next to no work of its
 * own: the load generator shares the machine with what it measures.
 */
final class RawHttp implements AutoCloseable {

  private static final String LENGTH = "content-length:";
  private static final String ENCODING = "transfer-encoding:";

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final String head;
  private final byte[] buffer = new byte[16_384];
  private int position;
  private int limit;

  /**
   * @param credentials a header, such as {@code Authorization: Bearer …}; empty: none is sent
   */
  RawHttp(int port, String credentials) throws IOException {
    socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    in = socket.getInputStream();
    out = socket.getOutputStream();
    head = " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + (credentials.isEmpty() ? "" : credentials + "\r\n");
  }

  record Answer(int status, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /**
   * @throws IllegalStateException if the answer has another status
   */
  static void require(Answer answer, int status) {
    if (answer.status() != status) {
      throw new IllegalStateException("HTTP " + answer.status() + ": " + answer.text());
    }
  }

  Answer get(String path) throws IOException {
    out.write(("GET " + path + head + "\r\n").getBytes(StandardCharsets.UTF_8));
    return read();
  }

  Answer post(String path, String key, String body) throws IOException {
    return post(path, key, "application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  Answer post(String path, String key, String type, byte[] body) throws IOException {
    return send("POST ", path, key, type, body);
  }

  Answer put(String path, String body) throws IOException {
    return send("PUT ", path, "", "application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  private Answer send(String method, String path, String key, String type, byte[] body)
      throws IOException {
    String lines =
        method
            + path
            + head
            + "Content-Type: "
            + type
            + "\r\nContent-Length: "
            + body.length
            + "\r\n"
            + (key.isEmpty() ? "" : "Idempotency-Key: " + key + "\r\n")
            + "\r\n";
    byte[] start = lines.getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[start.length + body.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(body, 0, all, start.length, body.length);
    out.write(all);
    return read();
  }

  private Answer read() throws IOException {
    int status = Integer.parseInt(line().substring(9, 12));
    int length = 0;
    boolean chunked = false;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (begins(line, LENGTH)) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      } else if (begins(line, ENCODING)) {
        chunked = line.contains("chunked");
      }
    }
    return new Answer(status, chunked ? chunks() : bytes(length));
  }

  private static boolean begins(String line, String name) {
    return line.regionMatches(true, 0, name, 0, name.length());
  }

  private byte[] chunks() throws IOException {
    var body = new ByteArrayOutputStream();
    for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
      body.write(bytes(size));
      String end = line();
      if (!end.isEmpty()) {
        throw new IOException("a chunk is longer than it says");
      }
    }
    String end = line();
    if (!end.isEmpty()) {
      throw new IOException("trailers were not expected");
    }
    return body.toByteArray();
  }

  private String line() throws IOException {
    int end = position;
    while (true) {
      for (; end < limit; end++) {
        if (buffer[end] == '\n') {
          String line =
              new String(buffer, position, end - 1 - position, StandardCharsets.ISO_8859_1);
          position = end + 1;
          return line;
        }
      }
      end -= position;
      fill();
    }
  }

  private byte[] bytes(int count) throws IOException {
    byte[] bytes = new byte[count];
    int have = Math.min(count, limit - position);
    System.arraycopy(buffer, position, bytes, 0, have);
    position += have;
    if (in.readNBytes(bytes, have, count - have) < count - have) {
      throw new IOException("the server closed the connection");
    }
    return bytes;
  }

  /** Reads more behind what is not used yet, which moves to the front. */
  private void fill() throws IOException {
    System.arraycopy(buffer, position, buffer, 0, limit - position);
    limit -= position;
    position = 0;
    int read = in.read(buffer, limit, buffer.length - limit);
    if (read < 0) {
      throw new IOException("the server closed the connection");
    }
    limit += read;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
