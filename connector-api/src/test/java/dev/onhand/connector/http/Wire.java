package dev.onhand.connector.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The other end of a connection, which does with each request what a test says. */
final class Wire implements AutoCloseable {

  private final ServerSocket server;
  private final Hearing answer;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** What to write, if anything; the connection is reset afterwards. */
  interface Answer {
    void to(OutputStream out) throws IOException;
  }

  /** As {@link Answer}, for one that depends on what was asked. */
  interface Hearing {
    void to(String head, OutputStream out) throws IOException;
  }

  Wire(Answer answer) {
    this((head, out) -> answer.to(out));
  }

  private Wire(Hearing answer) {
    this.answer = answer;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::serve);
  }

  static Wire saying(String... lines) {
    byte[] bytes = String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8);
    return new Wire(out -> out.write(bytes));
  }

  static Wire hearing(Hearing answer) {
    return new Wire(answer);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** The heads of what came. */
  List<String> requests() {
    return requests;
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      String head = head(socket.getInputStream());
      requests.add(head);
      answer.to(head, socket.getOutputStream());
      socket.getOutputStream().flush();
    } catch (IOException e) {
      requests.add("broken: " + e.getMessage()); // the caller hung up, as it should in some tests
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    int body = contentLength(head.toString());
    in.readNBytes(body);
    return head.toString();
  }

  private static int contentLength(String head) {
    return head.lines()
        .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
        .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
