package dev.onhand.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ConcurrentHashMap;

/** A kept-alive connection to a server for each thread that asks for one. */
final class Connections implements AutoCloseable {

  private final ShippedServer server;
  private final ConcurrentHashMap<Thread, RawHttp> byThread = new ConcurrentHashMap<>();

  Connections(ShippedServer server) {
    this.server = server;
  }

  RawHttp mine() {
    return byThread.computeIfAbsent(
        Thread.currentThread(),
        thread -> {
          try {
            return server.connect();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Override
  public void close() throws IOException {
    for (RawHttp http : byThread.values()) {
      http.close();
    }
  }
}
