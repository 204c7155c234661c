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
   * @return as it is then
   * @throws ProblemException if it was approved before, or is over
   */
  public HeldChange approve(Caller caller, HeldChange change) {
    return decided(caller, change, held.approve(caller.seller(), change.id(), edit(caller)));
  }

  /**
   * Has its listings told nothing until what they should show is as it was.
   *
   * @return as it is then
   * @throws ProblemException if it was decided before, or is over
   */
  public HeldChange reject(Caller caller, HeldChange change) {
    return decided(caller, change, held.reject(caller.seller(), change.id(), edit(caller)));
  }

  private HeldChange decided(Caller caller, HeldChange change, boolean isDecided) {
    HeldChange now = held.find(caller.seller(), change.id()).orElseThrow();
    if (!isDecided) {
      throw new ProblemException(
          ProblemCode.CONFLICT,
          "This change does not wait any more: it is %s.".formatted(now.state().code()));
    }
    holding.follow(AccountController.found(accounts, caller, change.channel()));
    loop.wake(caller.seller());
    return now;
  }

  private Edit edit(Caller caller) {
    return new Edit(caller.actor(), clock.instant(), null);
  }
}
