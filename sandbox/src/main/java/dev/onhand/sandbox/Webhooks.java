package dev.onhand.sandbox;

import dev.onhand.sandbox.wire.Poster;
import dev.onhand.sandbox.wire.Response.Header;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an account tells others by itself. Nothing is sent before {@link #deliver} is called, so
 * that a run can be repeated. Safe for many threads, but deliveries should come from one.
 */
public final class Webhooks {
  /** Then the marketplace gives up. */
  private static final int ATTEMPTS_MAX = 8;

  /** What a dialect wants told. */
  public record Message(List<Header> headers, byte[] body) {
    public Message {
      headers = List.copyOf(headers);
    }
  }

  /**
   * A signed webhook, as it is on the wire.
   *
   * @param id the same in each attempt and in a duplicate
   */
  public record Delivery(String id, URI target, List<Header> headers, byte[] body) {
    public Delivery {
      headers = List.copyOf(headers);
    }
  }

  private record Waiting(Delivery delivery, int attempts) {}

  /** Who is told, and how that is proved. */
  private record Subscription(URI target, Signer signer) {}

  private final InstantSource clock;
  private final Faults faults;
  private final List<Waiting> waiting = new ArrayList<>();
  private final List<Delivery> sent = new ArrayList<>();
  private @Nullable Subscription subscription;
  private long made;

  Webhooks(InstantSource clock, Faults faults) {
    this.clock = clock;
    this.faults = faults;
  }

  /** From now on what happens is told there. */
  public synchronized void subscribe(URI target, Signer signer) {
    subscription = new Subscription(target, signer);
  }

  /**
   * From now on nothing is told, as when a marketplace drops a subscription that failed too often.
   */
  public synchronized void unsubscribe() {
    subscription = null;
  }

  /**
   * Sends all that waits; what is not answered by 2xx waits for the next call, up to {@value
   * #ATTEMPTS_MAX} attempts.
   *
   * @return how many were sent
   */
  public int deliver() {
    List<Waiting> batch = take();
    for (Waiting each : batch) {
      boolean isTaken = send(each.delivery());
      if (!isTaken && each.attempts() + 1 < ATTEMPTS_MAX) {
        putBack(new Waiting(each.delivery(), each.attempts() + 1));
      }
    }
    return batch.size();
  }

  /** Sends one once more, or one that somebody forged. Returns whether it was answered by 2xx. */
  public boolean send(Delivery delivery) {
    int status = Poster.post(delivery.target(), delivery.headers(), delivery.body());
    synchronized (this) {
      sent.add(delivery);
    }
    return status >= 200 && status < 300;
  }

  /** All that was ever sent, in that order. */
  public synchronized List<Delivery> sent() {
    return List.copyOf(sent);
  }

  /** How many wait to be sent. */
  public synchronized int waiting() {
    return waiting.size();
  }

  synchronized void tell(Message message) {
    Subscription told = subscription;
    if (told == null || faults.fires(Fault.WEBHOOK_LOST, Purpose.OTHER)) {
      return;
    }
    String id = "msg_" + ++made;
    List<Header> headers = new ArrayList<>(message.headers());
    headers.addAll(told.signer().sign(id, clock.instant(), message.body()));
    Waiting next = new Waiting(new Delivery(id, told.target(), headers, message.body()), 0);
    boolean isOvertaking =
        !waiting.isEmpty() && faults.fires(Fault.WEBHOOK_OVERTAKEN, Purpose.OTHER);
    waiting.add(isOvertaking ? waiting.size() - 1 : waiting.size(), next);
    if (faults.fires(Fault.WEBHOOK_TWICE, Purpose.OTHER)) {
      waiting.add(next);
    }
  }

  private synchronized List<Waiting> take() {
    List<Waiting> batch = List.copyOf(waiting);
    waiting.clear();
    return batch;
  }

  private synchronized void putBack(Waiting failed) {
    waiting.add(failed);
  }
}
