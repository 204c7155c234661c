package dev.onhand.store.testing;

import java.time.Duration;
import java.util.Arrays;

/** One way in which a network fails. The same toxic works on every connection of its proxy. */
public sealed interface Toxic {

  /** Which way bytes flow. */
  enum Direction {
    /** From the client to the server. */
    REQUEST,
    /** From the server to the client. */
    ANSWER
  }

  /** Does to some bytes what this toxic does, and notes on the connection that it did. */
  Chunk apply(ProxiedConnection connection, Direction direction, Chunk chunk)
      throws InterruptedException;

  /**
   * Bytes on their way.
   *
   * @param sliceMax at most so many are sent at a time
   * @param pause between two slices
   */
  record Chunk(byte[] bytes, int sliceMax, Duration pause, Ending ending) {

    static Chunk of(byte[] bytes) {
      return new Chunk(bytes, Integer.MAX_VALUE, Duration.ZERO, Ending.NONE);
    }

    Chunk cutTo(long length, Ending how) {
      int kept = (int) Math.max(0, Math.min(length, bytes.length));
      return new Chunk(Arrays.copyOf(bytes, kept), sliceMax, pause, how);
    }
  }

  /** What becomes of the connection after the bytes. */
  enum Ending {
    /** It lives on. */
    NONE,
    /** It is closed in order. */
    CLOSE,
    /** Both sides get a TCP reset. */
    RESET
  }

  /** Nobody is there: every connection is reset, new ones at once. */
  record Down() implements Toxic {
    @Override
    public Chunk apply(ProxiedConnection connection, Direction direction, Chunk chunk) {
      connection.fired(this);
      return chunk.cutTo(0, Ending.RESET);
    }
  }

  /**
   * Bytes vanish both ways, and nobody is told. Connections that lost some are reset at the end.
   */
  record Blackhole() implements Toxic {
    @Override
    public Chunk apply(ProxiedConnection connection, Direction direction, Chunk chunk) {
      connection.fired(this);
      connection.lostBytes();
      return chunk.cutTo(0, Ending.NONE);
    }
  }

  /** Everything takes longer: {@code delay}, give or take {@code jitter}. */
  record Latency(Duration delay, Duration jitter) implements Toxic {
    @Override
    public Chunk apply(ProxiedConnection connection, Direction direction, Chunk chunk)
        throws InterruptedException {
      connection.fired(this);
      double part = 2 * connection.random() - 1;
      Thread.sleep(Math.max(0, (long) (delay.toMillis() + part * jitter.toMillis())));
      return chunk;
    }
  }

  /** Bytes come in small pieces, with a pause between two. */
  record Slicer(int sliceMax, Duration pause) implements Toxic {
    @Override
    public Chunk apply(ProxiedConnection connection, Direction direction, Chunk chunk) {
      if (chunk.bytes().length > sliceMax) {
        connection.fired(this);
      }
      return new Chunk(chunk.bytes(), sliceMax, pause, chunk.ending());
    }
  }

  /** A connection is reset once so many packets went that way, this one the last. */
  record ResetAfter(Direction direction, long packets) implements Toxic {
    @Override
    public Chunk apply(ProxiedConnection connection, Direction way, Chunk chunk) {
      if (way != direction || connection.packets(way) < packets) {
        return chunk;
      }
      connection.fired(this);
      return chunk.cutTo(chunk.bytes().length, Ending.RESET);
    }
  }

  /**
   * The connection on which the n-th packet goes that way, over all connections since this was
   * added, is reset.
   *
   * @param isDelivered whether that packet is still sent on, so that it may arrive
   */
  record ResetOnce(Direction direction, int packet, boolean isDelivered) implements Toxic {
    @Override
    public Chunk apply(ProxiedConnection connection, Direction way, Chunk chunk) {
      if (way != direction || connection.see(this) != packet) {
        return chunk;
      }
      connection.fired(this);
      return chunk.cutTo(isDelivered ? chunk.bytes().length : 0, Ending.RESET);
    }
  }

  /** A connection is closed once so many bytes went that way, be it in the middle of a message. */
  record LimitData(Direction direction, long bytes) implements Toxic {
    @Override
    public Chunk apply(ProxiedConnection connection, Direction way, Chunk chunk) {
      long over = connection.bytes(way) - bytes;
      if (way != direction || over < 0) {
        return chunk;
      }
      connection.fired(this);
      return chunk.cutTo(chunk.bytes().length - over, Ending.CLOSE);
    }
  }

  /**
   * The request arrives and the answer does not, so that the client cannot know what became of it:
   * the server has begun to answer when the client is cut off.
   *
   * @param request which requests
   * @param times how often, over all connections
   */
  record DropAnswer(RequestMatcher request, int times) implements Toxic {
    @Override
    public Chunk apply(ProxiedConnection connection, Direction direction, Chunk chunk) {
      if (direction == Direction.REQUEST) {
        if (request.matches(connection.lastRequest())) {
          connection.awaitAnswer(this);
        }
        return chunk;
      }
      if (!connection.isAwaited(this) || !connection.firedAtMost(this, times)) {
        return chunk;
      }
      return chunk.cutTo(0, Ending.RESET);
    }
  }
}
