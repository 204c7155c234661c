package dev.onhand.server.access;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.AdminActions;
import dev.onhand.server.web.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;

/** Writes down beside what was done to the set-up who signed in and out, and who was refused. */
final class SignInTrail {

  private static final int OK = 200;
  private static final int REFUSED = 401;

  private final AdminActions actions;
  private final InstantSource clock;

  SignInTrail(AdminActions actions, InstantSource clock) {
    this.actions = actions;
    this.clock = clock;
  }

  /**
   * @param how such as "with password"
   */
  void signedIn(HttpServletRequest request, SellerId seller, String actor, String how) {
    note(request, seller, actor, "sign in " + how, OK);
  }

  /**
   * @param actor whom somebody said to be
   */
  void refused(HttpServletRequest request, SellerId seller, String actor, String how) {
    note(request, seller, actor, "sign in " + how, REFUSED);
  }

  void signedOut(HttpServletRequest request, Caller caller) {
    note(request, caller.seller(), caller.actor(), "sign out", OK);
  }

  /** The path is not that of the request, which may have the secret of a link. */
  private void note(
      HttpServletRequest request, SellerId seller, String actor, String what, int status) {
    long id =
        actions.begin(
            seller,
            new AdminActions.Begun(
                clock.instant(), actor, what, SessionFilter.SIGN_IN, RequestId.of(request)));
    actions.end(seller, id, status);
  }
}
