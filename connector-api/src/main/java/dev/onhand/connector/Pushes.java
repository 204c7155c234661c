package dev.onhand.connector;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** What connectors do alike when they push. */
public final class Pushes {

  private Pushes() {}

  /** Sends updates. */
  @FunctionalInterface
  public interface Call {

    /** One outcome for each, in the same order. */
    List<PushOutcome> push(List<QuantityUpdate> updates) throws InterruptedException;
  }

  /** Sends updates to a channel that takes all of them or none. */
  @FunctionalInterface
  public interface AllOrNone {

    /**
     * @return one outcome for each, in the same order; empty: one of several was refused, and all
     *     with it
     */
    Optional<List<PushOutcome>> push(List<QuantityUpdate> updates) throws InterruptedException;
  }

  /** Sends one update. */
  @FunctionalInterface
  public interface One {
    PushOutcome push(QuantityUpdate update) throws InterruptedException;
  }

  /** Hands updates in. */
  @FunctionalInterface
  public interface HandIn<T> {
    T send() throws InterruptedException;
  }

  /**
   * Hands updates in to a channel that is asked later what became of them: where the answer is
   * lost, whether they were taken in is found out by asking too.
   *
   * @return empty: that is not known
   */
  public static <T> Optional<T> handedIn(HandIn<T> call) throws InterruptedException {
    try {
      return Optional.of(call.send());
    } catch (UnconfirmedException e) {
      return Optional.empty();
    }
  }

  /**
   * Makes calls, one after the other, that are one push only together. Once the first is made, one
   * that is not done leaves the whole done in part.
   *
   * @throws DeferredException if the first is not done: then nothing is
   * @throws UnconfirmedException if a later one is not done
   */
  public static <T> void together(List<HandIn<T>> calls) throws InterruptedException {
    boolean isBegun = false;
    for (HandIn<T> call : calls) {
      try {
        call.send();
      } catch (DeferredException e) {
        if (isBegun) {
          throw new UnconfirmedException("done in part only: " + e.getMessage());
        }
        throw e;
      }
      isBegun = true;
    }
  }

  /**
   * Refuses what this kind of channel does not do, and sends the rest.
   *
   * @param call is not made where nothing is left
   * @return one outcome for each, in the same order
   */
  public static List<PushOutcome> checked(
      ConnectorDescriptor kind, List<QuantityUpdate> updates, Call call)
      throws InterruptedException {
    return allBut(updates, update -> refusal(kind, updates.size(), update), call);
  }

  /**
   * Refuses what the channel has no listing of, and sends the rest: to a channel that would take a
   * number for anything.
   *
   * @param why there is none
   * @param call is not made where nothing is left
   * @return one outcome for each, in the same order
   */
  public static List<PushOutcome> known(
      List<QuantityUpdate> updates, Predicate<QuantityUpdate> isKnown, String why, Call call)
      throws InterruptedException {
    PushOutcome unknown = new PushOutcome.Refused(Refusal.UNKNOWN_LISTING, why);
    return allBut(updates, it -> isKnown.test(it) ? Optional.empty() : Optional.of(unknown), call);
  }

  /** What became of updates that a channel took all, and says nothing more of. */
  public static List<PushOutcome> applied(List<QuantityUpdate> updates) {
    return updates.stream()
        .<PushOutcome>map(update -> new PushOutcome.Applied(update.quantity()))
        .toList();
  }

  /**
   * Sends all but what is refused already.
   *
   * @param refused by the number of the update, from 0
   * @param call is not made where nothing is left
   * @return one outcome for each, in the same order
   */
  public static List<PushOutcome> allBut(
      List<QuantityUpdate> updates, Map<Integer, PushOutcome> refused, Call call)
      throws InterruptedException {
    List<QuantityUpdate> rest = new ArrayList<>();
    for (int i = 0; i < updates.size(); i++) {
      if (!refused.containsKey(i)) {
        rest.add(updates.get(i));
      }
    }
    Deque<PushOutcome> sent =
        new ArrayDeque<>(rest.isEmpty() ? List.of() : call.push(List.copyOf(rest)));
    if (sent.size() != rest.size()) {
      throw new IllegalStateException(
          "%d updates were answered by %d outcomes".formatted(rest.size(), sent.size()));
    }
    List<PushOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < updates.size(); i++) {
      PushOutcome known = refused.get(i);
      outcomes.add(known == null ? sent.removeFirst() : known);
    }
    return List.copyOf(outcomes);
  }

  /**
   * Sends all but what is refused already.
   *
   * @param refusal why one is not sent; empty: it is
   * @param call is not made where nothing is left
   * @return one outcome for each, in the same order
   */
  public static List<PushOutcome> allBut(
      List<QuantityUpdate> updates,
      Function<QuantityUpdate, Optional<PushOutcome>> refusal,
      Call call)
      throws InterruptedException {
    Map<Integer, PushOutcome> refused = new HashMap<>();
    for (int i = 0; i < updates.size(); i++) {
      int number = i;
      refusal.apply(updates.get(i)).ifPresent(it -> refused.put(number, it));
    }
    return allBut(updates, refused, call);
  }

  private static Optional<PushOutcome> refusal(
      ConnectorDescriptor kind, int size, QuantityUpdate update) {
    if (size > 1 && !kind.supports(Behavior.PUSHES_IN_BULK)) {
      return Optional.of(
          new PushOutcome.Refused(Refusal.UNSUPPORTED, "one update at a time, not " + size));
    }
    if (size > kind.limits().batchMax()) {
      throw new IllegalArgumentException(
          "at most %d updates at a time, not %d".formatted(kind.limits().batchMax(), size));
    }
    if (update.quantity() == 0 && !kind.supports(Behavior.PUSHES_ZERO)) {
      return Optional.of(
          new PushOutcome.Refused(Refusal.UNSUPPORTED, "a listing cannot be set to 0"));
    }
    if (update.quantity() > kind.semantics().quantityMax()) {
      return Optional.of(
          new PushOutcome.Refused(
              Refusal.BAD_QUANTITY, "at most %d".formatted(kind.semantics().quantityMax())));
    }
    return Optional.empty();
  }

  /**
   * Sends in one way; where the channel takes nothing that way now, in another. What a person has
   * to mend ends both.
   */
  public static List<PushOutcome> eitherWay(List<QuantityUpdate> updates, Call first, Call other)
      throws InterruptedException {
    try {
      return first.push(updates);
    } catch (DeferredException e) {
      if (e.why().needsPerson()) {
        throw e;
      }
    }
    return other.push(updates);
  }

  /**
   * Sends updates one after the other. What was done stays known when a later call fails; nothing
   * more is sent then.
   */
  public static List<PushOutcome> oneByOne(List<QuantityUpdate> updates, One call)
      throws InterruptedException {
    return apart(
        updates,
        part ->
            part.size() > 1 ? Optional.empty() : Optional.of(List.of(call.push(part.getFirst()))));
  }

  /**
   * Finds those for which a channel refuses all: sends halves of what was refused, down to one.
   * What was done stays known when a later call fails; nothing more is sent then.
   */
  public static List<PushOutcome> apart(List<QuantityUpdate> updates, AllOrNone call)
      throws InterruptedException {
    return updates.isEmpty() ? List.of() : all(new ArrayDeque<>(List.of(updates)), call);
  }

  private static List<PushOutcome> all(Deque<List<QuantityUpdate>> parts, AllOrNone call)
      throws InterruptedException {
    List<PushOutcome> outcomes = new ArrayList<>();
    Optional<PushOutcome.Deferred> stopped = Optional.empty();
    while (!parts.isEmpty()) {
      List<QuantityUpdate> part = parts.removeFirst();
      if (stopped.isPresent()) {
        outcomes.addAll(Collections.nCopies(part.size(), stopped.get()));
        continue;
      }
      try {
        Optional<List<PushOutcome>> answered = call.push(part);
        answered.ifPresentOrElse(outcomes::addAll, () -> halve(part, parts));
      } catch (DeferredException e) {
        stopped = Optional.of(PushOutcome.Deferred.of(e));
        parts.addFirst(part);
      } catch (UnconfirmedException e) {
        outcomes.addAll(Collections.nCopies(part.size(), new PushOutcome.Unconfirmed(null)));
        stopped =
            Optional.of(
                new PushOutcome.Deferred(
                    Cause.UNAVAILABLE,
                    Duration.ZERO,
                    "not sent: the call before had no answer; " + e.getMessage()));
      }
    }
    return List.copyOf(outcomes);
  }

  /**
   * Sends updates of each group together. What was done stays known when a later call fails;
   * nothing more is sent then.
   *
   * @return one outcome for each, in the order of the updates
   */
  public static List<PushOutcome> grouped(
      List<QuantityUpdate> updates, Function<QuantityUpdate, String> group, Call call)
      throws InterruptedException {
    Map<String, List<QuantityUpdate>> groups = new LinkedHashMap<>();
    updates.forEach(it -> groups.computeIfAbsent(group.apply(it), _ -> new ArrayList<>()).add(it));
    List<QuantityUpdate> inGroups = groups.values().stream().flatMap(List::stream).toList();
    List<PushOutcome> outcomes =
        all(new ArrayDeque<>(groups.values()), part -> Optional.of(call.push(part)));
    Map<QuantityUpdate, PushOutcome> byUpdate = new IdentityHashMap<>();
    for (int i = 0; i < inGroups.size(); i++) {
      byUpdate.put(inGroups.get(i), outcomes.get(i));
    }
    return updates.stream().map(it -> Objects.requireNonNull(byUpdate.get(it))).toList();
  }

  private static void halve(List<QuantityUpdate> part, Deque<List<QuantityUpdate>> parts) {
    if (part.size() < 2) {
      throw new IllegalStateException("an update that was refused alone must be answered");
    }
    int half = part.size() / 2;
    parts.addFirst(part.subList(half, part.size()));
    parts.addFirst(part.subList(0, half));
  }
}
