package dev.onhand.sandbox.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * Accepts connections on 127.0.0.1, each on a virtual thread, and answers their requests one after
 * the other. Closing it ends every connection, also one whose reply would never end.
 */
public final class Listener implements AutoCloseable {
  /** A burst of clients must queue here and not be refused. */
  private static final int BACKLOG = 1024;

  private final ServerSocket server;
  private final Function<Request, Reply> answerer;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closing = new CountDownLatch(1);

  /**
   * Listens at once.
   *
   * @param port 0 for one that is free
   * @param answerer called from many threads at the same time
   */
  public Listener(int port, Function<Request, Reply> answerer) {
    this.answerer = answerer;
    try {
      this.server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), BACKLOG);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, failure);
    }
    Thread.ofVirtual().name("sandbox-accept").start(this::accept);
  }

  /** The port it listens on. */
  public int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot close the sandbox's listener", failure);
    }
  }

  private void accept() {
    while (closing.getCount() > 0) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().name("sandbox-connection").start(() -> serve(socket));
      } catch (IOException _) {
        // Closed by us, or a client that left before it was accepted: look again.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      RequestReader reader =
          new RequestReader(
              new BufferedInputStream(socket.getInputStream()), socket.getOutputStream());
      ReplyWriter writer = new ReplyWriter(socket, closing);
      boolean more = closing.getCount() > 0;
      while (more) {
        Request request = reader.read();
        more = request != null && writer.write(answerer.apply(request), request);
      }
    } catch (IOException _) {
      // The client went away, sent nonsense, or we are closing: this connection is over.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }
}
