package dev.onhand.server.channels;

import dev.onhand.engine.channels.Listing;
import dev.onhand.engine.channels.Listings;
import dev.onhand.engine.channels.Push;
import dev.onhand.sandbox.shop.Cause;
import dev.onhand.sandbox.shop.Entry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The numbers that listings were told, in the order in which they were about to leave. */
final class SentNumbers {

  private final InstantSource time;
  private final Map<Long, List<Sent>> sent = new HashMap<>();

  /** A number that was sent to a listing. */
  private record Sent(Instant at, long quantity) {}

  /**
   * @param time by which channels write down what they are told
   */
  SentNumbers(InstantSource time) {
    this.time = time;
  }

  /** The same, of which is written down what it gives out to be sent. */
  Listings noting(Listings real) {
    return (Listings)
        Proxy.newProxyInstance(
            Listings.class.getClassLoader(),
            new Class<?>[] {Listings.class},
            (proxy, method, arguments) -> {
              try {
                Object answer = method.invoke(real, arguments);
                if (method.getName().equals("take")) {
                  ((List<?>) answer).forEach(push -> note((Push) push));
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void note(Push push) {
    sent.computeIfAbsent(push.listing(), any -> new ArrayList<>())
        .add(new Sent(time.instant(), push.update().quantity()));
  }

  /** How often a shop took a number though a newer one had been sent to that listing. */
  long staleOverwrites(Listing listing, List<Entry> journal) {
    List<Sent> all = sent.getOrDefault(listing.id(), List.of());
    return journal.stream()
        .filter(entry -> entry.cause() == Cause.PUSHED && isOf(entry, listing))
        .filter(entry -> !newest(all, entry).map(Sent::quantity).equals(Optional.of(told(entry))))
        .count();
  }

  private static Optional<Sent> newest(List<Sent> all, Entry entry) {
    return all.stream().filter(one -> !one.at().isAfter(entry.at())).reduce((one, other) -> other);
  }

  private static boolean isOf(Entry entry, Listing listing) {
    return ChannelTruth.isCalled(listing, entry.after().id());
  }

  private static long told(Entry entry) {
    return entry.after().quantity() - entry.after().held();
  }
}
