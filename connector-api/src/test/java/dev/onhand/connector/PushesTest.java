package dev.onhand.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Deferred;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.PushOutcome.Unconfirmed;
import dev.onhand.connector.StockSemantics.PutsBack;
import dev.onhand.connector.StockSemantics.TakesOff;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PushesTest {

  private static final Refused BAD = new Refused(Refusal.OTHER, "bad");

  private final List<Integer> sizes = new ArrayList<>();

  @Test
  void whatIsHandedInWithoutAnAnswerIsNotKnown() throws InterruptedException {
    assertThat(Pushes.handedIn(() -> "taken")).contains("taken");
    assertThat(
            Pushes.handedIn(
                () -> {
                  throw new UnconfirmedException("no answer");
                }))
        .isEmpty();
  }

  @Test
  void whatWasNotHandedInComesAgain() {
    DeferredException failure = new DeferredException(Cause.THROTTLED, Duration.ZERO, "too many");

    assertThatThrownBy(
            () ->
                Pushes.handedIn(
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);
  }

  @Test
  void sendsWhatTheKindOfChannelDoes() throws Exception {
    assertThat(Pushes.checked(kind(Behavior.allBut()), updates(3, 4), PushesTest::applied))
        .containsExactly(new Applied(3), new Applied(4));
  }

  @Test
  void refusesWhatItDoesNotAndSendsTheRestInOrder() throws Exception {
    ConnectorDescriptor kind = kind(Behavior.allBut(Behavior.PUSHES_ZERO));

    assertThat(Pushes.checked(kind, updates(3, 0, 101, 100), PushesTest::applied))
        .containsExactly(
            new Applied(3),
            new Refused(Refusal.UNSUPPORTED, "a listing cannot be set to 0"),
            new Refused(Refusal.BAD_QUANTITY, "at most 100"),
            new Applied(100));
  }

  @Test
  void sendsOneByOneAndNothingMoreAfterOneThatHadToWait() throws Exception {
    DeferredException later = new DeferredException(Cause.THROTTLED, Duration.ofSeconds(2), "wait");

    assertThat(
            Pushes.oneByOne(
                updates(1, 2, 3),
                update -> {
                  if (update.quantity() == 2) {
                    throw later;
                  }
                  return new Applied(update.quantity());
                }))
        .containsExactly(new Applied(1), Deferred.of(later), Deferred.of(later));
  }

  @Test
  void goesAnotherWayWhereOneIsClosedButNotWhereAPersonMustAct() throws Exception {
    assertThat(
            Pushes.eitherWay(updates(1), PushesTest.closed(Cause.THROTTLED), PushesTest::applied))
        .containsExactly(new Applied(1));
    assertThatThrownBy(
            () ->
                Pushes.eitherWay(
                    updates(1), PushesTest.closed(Cause.LOGIN_REFUSED), PushesTest::applied))
        .isInstanceOf(DeferredException.class);
  }

  private static Pushes.Call closed(Cause why) {
    return updates -> {
      throw new DeferredException(why, Duration.ZERO, "closed");
    };
  }

  @Test
  void sendsGroupsTogetherAndAnswersInOrder() throws Exception {
    List<List<Long>> sent = new ArrayList<>();

    assertThat(
            Pushes.grouped(
                updates(1, 2, 3, 4, 5),
                update -> update.quantity() % 2 == 0 ? "even" : "odd",
                part -> {
                  sent.add(part.stream().map(QuantityUpdate::quantity).toList());
                  return applied(part);
                }))
        .containsExactly(
            new Applied(1), new Applied(2), new Applied(3), new Applied(4), new Applied(5));
    assertThat(sent).containsExactly(List.of(1L, 3L, 5L), List.of(2L, 4L));
  }

  @Test
  void sendsNoFurtherGroupAfterOneWithoutAnAnswer() throws Exception {
    List<PushOutcome> outcomes =
        Pushes.grouped(
            updates(1, 2, 3),
            update -> "" + update.quantity(),
            part -> {
              if (part.getFirst().quantity() == 2) {
                throw new UnconfirmedException("no answer");
              }
              return applied(part);
            });

    assertThat(outcomes.get(0)).isEqualTo(new Applied(1));
    assertThat(outcomes.get(1)).isInstanceOf(Unconfirmed.class);
    assertThat(outcomes.get(2)).isInstanceOf(Deferred.class);
  }

  @Test
  void makesNoCallForNothing() throws Exception {
    ConnectorDescriptor kind =
        kind(Behavior.allBut(Behavior.PUSHES_IN_BULK, Behavior.PARTLY_APPLIES));

    assertThat(
            Pushes.checked(
                kind,
                updates(1, 2),
                updates -> {
                  throw new IllegalStateException("called");
                }))
        .allSatisfy(
            outcome ->
                assertThat(outcome)
                    .isEqualTo(new Refused(Refusal.UNSUPPORTED, "one update at a time, not 2")));
  }

  @Test
  void sendsNothingOneByOneWhereNothingIsLeft() throws Exception {
    assertThat(
            Pushes.oneByOne(
                List.of(),
                update -> {
                  throw new AssertionError("a call for nothing");
                }))
        .isEmpty();
  }

  @Test
  void rejectsMoreThanABatchHolds() {
    assertThatThrownBy(
            () ->
                Pushes.checked(
                    kind(Behavior.allBut()), updates(1, 2, 3, 4, 5), PushesTest::applied))
        .hasMessage("at most 4 updates at a time, not 5");
  }

  @Test
  void rejectsAnswersThatAreNotOneForEach() {
    assertThatThrownBy(
            () -> Pushes.checked(kind(Behavior.allBut()), updates(1, 2), one -> List.of(BAD)))
        .hasMessage("2 updates were answered by 1 outcomes");
  }

  @Test
  void findsTheOnesForWhichAllWereRefused() throws Exception {
    assertThat(Pushes.apart(updates(1, 2, 99, 3, 4, 5, 98, 6), this::orNone))
        .containsExactly(
            new Applied(1),
            new Applied(2),
            BAD,
            new Applied(3),
            new Applied(4),
            new Applied(5),
            BAD,
            new Applied(6));
    assertThat(sizes).startsWith(8, 4, 2, 2, 1, 1);
  }

  @Test
  void sendsOnceWhatIsTakenAtOnce() throws Exception {
    assertThat(Pushes.apart(updates(1, 2, 3), this::orNone)).hasSize(3);
    assertThat(sizes).containsExactly(3);
  }

  @Test
  void keepsWhatWasDoneWhenALaterCallIsDeferred() throws Exception {
    Duration wait = Duration.ofSeconds(7);

    assertThat(
            Pushes.apart(
                updates(1, 99, 3, 4),
                part -> {
                  if (part.getFirst().quantity() == 3) {
                    throw new DeferredException(Cause.THROTTLED, wait, "later");
                  }
                  return orNone(part);
                }))
        .containsExactly(
            new Applied(1),
            BAD,
            new Deferred(Cause.THROTTLED, wait, "later"),
            new Deferred(Cause.THROTTLED, wait, "later"));
  }

  @Test
  void keepsWhatWasDoneWhenALaterCallHasNoAnswerAndSendsNoMore() throws Exception {
    List<PushOutcome> outcomes =
        Pushes.apart(
            updates(99, 2, 3, 4),
            part -> {
              if (part.getFirst().quantity() == 2) {
                throw new UnconfirmedException("lost");
              }
              return orNone(part);
            });

    assertThat(outcomes.subList(0, 2)).containsExactly(BAD, new Unconfirmed(null));
    assertThat(outcomes.subList(2, 4))
        .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Deferred.class));
    assertThat(sizes).containsExactly(4, 2, 1);
  }

  @Test
  void callsThatAreOnePushTogetherAreDoneInPartOnceTheFirstWasMade() throws Exception {
    List<String> made = new ArrayList<>();
    Pushes.HandIn<String> good =
        () -> {
          made.add("made");
          return "";
        };
    Pushes.HandIn<String> later =
        () -> {
          throw new DeferredException(Cause.UNAVAILABLE, Duration.ZERO, "later");
        };

    Pushes.together(List.of(good, good));
    assertThat(made).hasSize(2);
    assertThatThrownBy(() -> Pushes.together(List.of(later, good)))
        .isInstanceOf(DeferredException.class);
    assertThat(made).hasSize(2);
    assertThatThrownBy(() -> Pushes.together(List.of(good, later, good)))
        .isInstanceOf(UnconfirmedException.class)
        .hasMessage("done in part only: later");
    assertThat(made).hasSize(3);
  }

  /** A channel that takes all or none, and no quantity above 90. */
  private Optional<List<PushOutcome>> orNone(List<QuantityUpdate> updates) {
    sizes.add(updates.size());
    if (updates.stream().allMatch(update -> update.quantity() < 90)) {
      return Optional.of(applied(updates));
    }
    return updates.size() > 1 ? Optional.empty() : Optional.of(List.of(BAD));
  }

  private static List<PushOutcome> applied(List<QuantityUpdate> updates) {
    return updates.stream().<PushOutcome>map(one -> new Applied(one.quantity())).toList();
  }

  private static List<QuantityUpdate> updates(long... quantities) {
    List<QuantityUpdate> updates = new ArrayList<>();
    for (long quantity : quantities) {
      updates.add(
          new QuantityUpdate(
              new ListingRef("listing-" + updates.size(), null), quantity, null, "a"));
    }
    return updates;
  }

  private static ConnectorDescriptor kind(Set<Behavior> behaviors) {
    return new ConnectorDescriptor(
        "sample",
        "Sample",
        List.of(),
        new Access("None.", "None."),
        behaviors,
        new StockSemantics(TakesOff.AT_ORDER, PutsBack.YES, 100),
        new Limits(4, List.of(), Duration.ofSeconds(1)),
        Map.of(),
        URI.create("https://sample.example"));
  }
}
