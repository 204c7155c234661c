package dev.onhand.server.alerts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes mail on loopback (RFC 5321, as much of it as a client says), and keeps it. */
final class FakeMailServer implements AutoCloseable {

  private final ServerSocket socket;
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private volatile String refused = "";

  private FakeMailServer(ServerSocket socket) {
    this.socket = socket;
  }

  static FakeMailServer start() {
    try {
      FakeMailServer server =
          new FakeMailServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      Thread.ofPlatform().daemon().name("fake-mail").start(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  /** What was sent: headers and body, as they came. */
  List<String> mails() {
    return List.copyOf(mails);
  }

  /** From now on nothing is taken for an address that has this in it; empty: all is. */
  void refuse(String part) {
    refused = part;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> talk(client));
      } catch (IOException e) {
        return; // it was closed
      }
    }
  }

  private void talk(Socket client) {
    try (client;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        Writer out = new OutputStreamWriter(client.getOutputStream(), StandardCharsets.UTF_8)) {
      say(out, "220 fake");
      String line = in.readLine();
      while (line != null && !line.startsWith("QUIT")) {
        answer(line, in, out);
        line = in.readLine();
      }
      say(out, "221 bye");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(String line, BufferedReader in, Writer out) throws IOException {
    if (line.startsWith("DATA")) {
      say(out, "354 go on");
      StringBuilder mail = new StringBuilder();
      for (String next = in.readLine(); !".".equals(next); next = in.readLine()) {
        mail.append(next).append('\n');
      }
      mails.add(mail.toString());
      say(out, "250 taken");
    } else if (line.startsWith("RCPT") && !refused.isEmpty() && line.contains(refused)) {
      say(out, "550 nobody of that name here");
    } else {
      say(out, "250 ok");
    }
  }

  private static void say(Writer out, String line) throws IOException {
    out.write(line + "\r\n");
    out.flush();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
