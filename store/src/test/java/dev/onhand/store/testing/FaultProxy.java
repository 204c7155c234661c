package dev.onhand.store.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Stands between a client and a server (PostgreSQL, HTTP) and lets the network between them fail on
 * demand. It counts what it did, so that a test can see that the fault it is about did happen.
 * Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {

  private static final int CONNECT_MAX_MILLIS = 5_000;

  private final InetSocketAddress target;
  private final ServerSocket listener;
  private final List<Toxic> toxics = new CopyOnWriteArrayList<>();
  private final Map<Toxic, AtomicInteger> fired = new ConcurrentHashMap<>();
  private final Map<Toxic, AtomicInteger> seen = new ConcurrentHashMap<>();
  private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final RandomGenerator random;

  private FaultProxy(InetSocketAddress target, ServerSocket listener, RandomGenerator random) {
    this.target = target;
    this.listener = listener;
    this.random = random;
  }

  /** In front of a port on 127.0.0.1. */
  public static FaultProxy before(int port) {
    return before(port, 1);
  }

  /** As {@link #before(int)}; the seed decides how jitter falls. */
  public static FaultProxy before(int port, long seed) {
    try {
      InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      FaultProxy proxy =
          new FaultProxy(new InetSocketAddress(here, port), new ServerSocket(0, 128, here), random);
      Thread.startVirtualThread(proxy::acceptAll);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The port on 127.0.0.1 to go to instead of the server's. */
  public int port() {
    return listener.getLocalPort();
  }

  /** A URL that goes to the server, turned to go through the proxy. */
  public String through(String url) {
    return url.replace("127.0.0.1:" + target.getPort(), "127.0.0.1:" + port());
  }

  /**
   * From now on, connections open or new suffer this as well. Gives it back, to ask for its count.
   */
  public <T extends Toxic> T add(T toxic) {
    toxics.add(toxic);
    if (toxic instanceof Toxic.Down) {
      for (ProxiedConnection connection : connections) {
        fired(toxic, Integer.MAX_VALUE);
        connection.reset();
      }
    }
    return toxic;
  }

  /**
   * The network is well again. Connections that lost bytes are reset, for they are of no more use.
   */
  public void heal() {
    toxics.clear();
    connections.stream().filter(ProxiedConnection::hasLostBytes).forEach(ProxiedConnection::reset);
  }

  /** Resets all open connections, now. */
  public void resetAll() {
    connections.forEach(ProxiedConnection::reset);
  }

  /** How often a toxic did its work. */
  public int fired(Toxic toxic) {
    AtomicInteger count = fired.get(toxic);
    return count == null ? 0 : count.get();
  }

  /** How many connections came. */
  public int accepted() {
    return accepted.get();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    resetAll();
  }

  /** Counts, unless it has fired so often already; whether it may fire. */
  boolean fired(Toxic toxic, int atMost) {
    AtomicInteger count = fired.computeIfAbsent(toxic, key -> new AtomicInteger());
    return count.getAndUpdate(n -> n < atMost ? n + 1 : n) < atMost;
  }

  /** How many packets a toxic has seen, this one included. */
  int see(Toxic toxic) {
    return seen.computeIfAbsent(toxic, key -> new AtomicInteger()).incrementAndGet();
  }

  List<Toxic> toxics() {
    return toxics;
  }

  double random() {
    synchronized (random) {
      return random.nextDouble();
    }
  }

  void ended(ProxiedConnection connection) {
    connections.remove(connection);
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        accepted.incrementAndGet();
        Thread.startVirtualThread(() -> connect(client));
      } catch (IOException e) {
        // The listener is closed, or a client left before it was received.
      }
    }
  }

  private void connect(Socket client) {
    try {
      Socket server = new Socket();
      ProxiedConnection connection = new ProxiedConnection(this, client, server);
      boolean isDown = false;
      for (Toxic toxic : toxics) {
        isDown |= toxic instanceof Toxic.Down && fired(toxic, Integer.MAX_VALUE);
      }
      if (isDown || !reach(server)) {
        connection.reset();
        return;
      }
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      connections.add(connection);
      connection.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean reach(Socket server) {
    try {
      server.connect(target, CONNECT_MAX_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
