package dev.onhand.store.testing;

import dev.onhand.store.testing.Toxic.Chunk;
import dev.onhand.store.testing.Toxic.Direction;
import dev.onhand.store.testing.Toxic.Ending;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/** One connection through a {@link FaultProxy}: two sockets, and a virtual thread for each way. */
final class ProxiedConnection {

  private static final int BUFFER_SIZE = 16_384;

  private final FaultProxy proxy;
  private final Socket client;
  private final Socket server;
  private final AtomicLongArray packets = new AtomicLongArray(Direction.values().length);
  private final AtomicLongArray bytes = new AtomicLongArray(Direction.values().length);
  private final RequestReader requests = new RequestReader();
  private final Set<Toxic> awaited = ConcurrentHashMap.newKeySet();
  private final AtomicInteger waysOpen = new AtomicInteger(Direction.values().length);
  private volatile boolean lostBytes;

  ProxiedConnection(FaultProxy proxy, Socket client, Socket server) {
    this.proxy = proxy;
    this.client = client;
    this.server = server;
  }

  void start() {
    Thread.startVirtualThread(() -> pump(Direction.REQUEST, client, server));
    Thread.startVirtualThread(() -> pump(Direction.ANSWER, server, client));
  }

  void fired(Toxic toxic) {
    proxy.fired(toxic, Integer.MAX_VALUE);
  }

  int see(Toxic toxic) {
    return proxy.see(toxic);
  }

  boolean firedAtMost(Toxic toxic, int times) {
    return proxy.fired(toxic, times);
  }

  double random() {
    return proxy.random();
  }

  long packets(Direction direction) {
    return packets.get(direction.ordinal());
  }

  long bytes(Direction direction) {
    return bytes.get(direction.ordinal());
  }

  void lostBytes() {
    lostBytes = true;
  }

  boolean hasLostBytes() {
    return lostBytes;
  }

  /** What the client asked for last. Only for its own thread. */
  RequestMatcher.Request lastRequest() {
    return requests.last();
  }

  void awaitAnswer(Toxic toxic) {
    awaited.add(toxic);
  }

  boolean isAwaited(Toxic toxic) {
    return awaited.contains(toxic);
  }

  /** Ends the connection with a TCP reset to both sides. */
  void reset() {
    for (Socket socket : new Socket[] {client, server}) {
      try {
        socket.setSoLinger(true, 0);
        socket.close();
      } catch (IOException e) {
        // Closed already, which is what was wanted.
      }
    }
    proxy.ended(this);
  }

  private void close() {
    try (client;
        server) {
      proxy.ended(this);
    } catch (IOException e) {
      // Closed already, which is what was wanted.
    }
  }

  private void pump(Direction direction, Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER_SIZE];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        if (!pass(direction, Arrays.copyOf(buffer, length), out)) {
          return;
        }
      }
      to.shutdownOutput();
      if (waysOpen.decrementAndGet() == 0) {
        close();
      }
    } catch (IOException e) {
      // One side is gone without good-bye, so the other is not told good-bye either.
      reset();
    } catch (InterruptedException e) {
      reset();
      Thread.currentThread().interrupt();
    }
  }

  /** Sends bytes on as the toxics let them; whether the connection lives on. */
  private boolean pass(Direction direction, byte[] read, OutputStream out)
      throws IOException, InterruptedException {
    packets.incrementAndGet(direction.ordinal());
    bytes.addAndGet(direction.ordinal(), read.length);
    if (direction == Direction.REQUEST) {
      requests.read(read);
    }
    Chunk chunk = Chunk.of(read);
    for (Toxic toxic : proxy.toxics()) {
      chunk = toxic.apply(this, direction, chunk);
      if (chunk.ending() != Ending.NONE) {
        break;
      }
    }
    write(chunk, out);
    return switch (chunk.ending()) {
      case NONE -> true;
      case CLOSE -> {
        close();
        yield false;
      }
      case RESET -> {
        reset();
        yield false;
      }
    };
  }

  private static void write(Chunk chunk, OutputStream out)
      throws IOException, InterruptedException {
    byte[] all = chunk.bytes();
    for (int from = 0; from < all.length; ) {
      int length = Math.min(all.length - from, chunk.sliceMax());
      out.write(all, from, length);
      out.flush();
      from += length;
      if (from < all.length) {
        Thread.sleep(chunk.pause());
      }
    }
  }
}
