package dev.onhand.server.access;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.Persons;
import dev.onhand.engine.access.Persons.Membership;
import dev.onhand.engine.access.Sessions;
import dev.onhand.engine.access.TokenHash;
import dev.onhand.engine.access.User;
import dev.onhand.server.settings.SecondFactorDemand;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * For which seller a session acts, of those that its person works for. It is one at a time, and
 * kept with the session: all pages of a browser act for the same.
 */
public final class SellerSwitch {

  /** Where pages send whom to act for. */
  public static final String PATH = "/account/seller";

  private final SigningIn signingIn;
  private final Persons persons;
  private final Sessions sessions;
  private final SecondFactorDesk factors;
  private final SecondFactorDemand demand;
  private final SignInTrail trail;
  private final InstantSource clock;

  SellerSwitch(
      SigningIn signingIn,
      Persons persons,
      Sessions sessions,
      SecondFactorDesk factors,
      SecondFactorDemand demand,
      SignInTrail trail,
      InstantSource clock) {
    this.signingIn = signingIn;
    this.persons = persons;
    this.sessions = sessions;
    this.factors = factors;
    this.demand = demand;
    this.trail = trail;
    this.clock = clock;
  }

  /** For whom a caller may act, by name; empty: it is a token, which is of one seller. */
  public List<Membership> memberships(Caller caller) {
    return caller.person().map(persons::memberships).orElse(List.of());
  }

  /**
   * From now on the session acts for this seller.
   *
   * @param seller its public id
   * @throws ProblemException if the caller may not act for it, whether there is one or not
   */
  public void actFor(HttpServletRequest request, Caller caller, String seller) {
    User user =
        PublicId.look(IdKind.SELLER, seller, id -> as(caller, new SellerId(id)))
            .orElseThrow(() -> ProblemException.notFound("seller", seller));
    actAs(request, caller, user);
  }

  private Optional<User> as(Caller caller, SellerId seller) {
    return memberships(caller).stream()
        .map(Membership::user)
        .filter(user -> user.seller().equals(seller))
        .findFirst();
  }

  /**
   * Lets who is signed in come in for a seller who invited them, and act for that one. Where it
   * wants a second factor and there is none, they sign in anew.
   *
   * @param secret of the invitation's link
   * @throws ProblemException if the link is over, or is for somebody else
   */
  public void join(
      HttpServletRequest request, HttpServletResponse response, Caller caller, String secret) {
    User welcome =
        persons
            .join(TokenHash.of(secret), signingIn.person(request).personId(), clock.instant())
            .orElseThrow(SigningIn::linkIsOver);
    if (demand.isOf(welcome.role()) && !factors.isAskedOf(welcome)) {
      signingIn.out(request, response);
    } else {
      actAs(request, caller, welcome);
    }
  }

  /** Each of both sellers is told no more than if there were no other one. */
  private void actAs(HttpServletRequest request, Caller caller, User user) {
    if (!caller.seller().equals(user.seller())) {
      trail.signedOut(request, caller);
      sessions.actAs(signingIn.session(request).hash(), user);
      persons.signedIn(user, clock.instant());
      trail.signedIn(request, user.seller(), user.actor(), "with session");
    }
  }
}
