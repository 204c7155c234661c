package dev.onhand.server.channels;

import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.HeldChange;
import dev.onhand.engine.channels.HeldChanges;
import dev.onhand.engine.channels.Holding;
import dev.onhand.server.access.Caller;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What people decide of what the brake holds back. */
public final class HeldDecisions {

  private final HeldChanges held;
  private final Holding holding;
  private final Accounts accounts;
  private final ChannelLoop loop;
  private final InstantSource clock;

  HeldDecisions(
      HeldChanges held, Holding holding, Accounts accounts, ChannelLoop loop, InstantSource clock) {
    this.held = held;
    this.holding = holding;
    this.accounts = accounts;
    this.loop = loop;
    this.clock = clock;
  }

  /**
   * @throws ProblemException if the seller has none of this id
   */
  public HeldChange found(Caller caller, String id) {
    return PublicId.look(IdKind.HELD_CHANGE, id, number -> held.find(caller.seller(), number))
        .orElseThrow(() -> ProblemException.notFound("held change", id));
  }

  /**
   * Lets its listings be told.
   *
   * @param seen what was looked at; null: as much as there is
   * @return as it is then
   * @throws ProblemException if it was approved before, is over, or is more than was looked at
   */
  public HeldChange approve(Caller caller, HeldChange change, @Nullable String seen) {
    return decided(caller, change, held.approve(caller.seller(), change.id(), seen, edit(caller)));
  }

  /**
   * Has its listings told nothing until what they should show is as it was.
   *
   * @param seen as for {@link #approve}
   * @return as it is then
   * @throws ProblemException if it was decided before, is over, or is more than was looked at
   */
  public HeldChange reject(Caller caller, HeldChange change, @Nullable String seen) {
    return decided(caller, change, held.reject(caller.seller(), change.id(), seen, edit(caller)));
  }

  private HeldChange decided(Caller caller, HeldChange change, HeldChange.Decision decision) {
    HeldChange now = held.find(caller.seller(), change.id()).orElseThrow();
    switch (decision) {
      case MADE -> {}
      case NOT_WAITING ->
          throw new ProblemException(
              ProblemCode.CONFLICT,
              "This change does not wait any more: it is %s.".formatted(now.state().code()));
      case MORE_CAME ->
          throw new ProblemException(
              ProblemCode.CONFLICT,
              "More came to this change since you looked at it, and nothing is decided: this is how it is now.");
    }
    holding.follow(AccountDesk.found(accounts, caller, change.channel()));
    loop.wake(caller.seller());
    return now;
  }

  private Edit edit(Caller caller) {
    return new Edit(caller.actor(), clock.instant(), null);
  }
}
