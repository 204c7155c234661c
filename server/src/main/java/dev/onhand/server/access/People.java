package dev.onhand.server.access;

import dev.onhand.engine.access.NewUser;
import dev.onhand.engine.access.Role;
import dev.onhand.engine.access.User;
import dev.onhand.engine.access.Users;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import java.time.InstantSource;

/**
 * Makes and changes the people of a seller, for callers who may. Nobody gives a role that may more
 * than they may themselves, nor touches somebody who has one.
 */
public final class People {

  private final Users users;
  private final Links links;
  private final SecondFactorDesk factors;
  private final InstantSource clock;

  People(Users users, Links links, SecondFactorDesk factors, InstantSource clock) {
    this.users = users;
    this.links = links;
    this.factors = factors;
    this.clock = clock;
  }

  /** A person with a link, made just now. */
  public record Invited(User user, Links.Link link) {}

  /**
   * @throws ProblemException if the login is taken, or the caller may not give this role
   */
  public User make(Caller caller, NewUser wanted) {
    requireOver(caller, wanted.role());
    return users
        .create(caller.seller(), wanted)
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemCode.CONFLICT,
                    "The login '%s' is taken on this server. Take another, such as an e-mail address."
                        .formatted(wanted.login())));
  }

  /** A link for somebody who was made just now. */
  public Invited welcome(User user) {
    return new Invited(user, links.make(user));
  }

  /**
   * @param ref id or login of the person
   * @throws ProblemException if there is none, or the caller may not
   */
  public User change(Caller caller, String ref, Users.Change change) {
    User before = find(caller, ref);
    requireOver(caller, before.role());
    Role role = change.role();
    if (role != null) {
      requireOver(caller, role);
    }
    return switch (users.change(caller.seller(), before.id(), change, clock.instant())) {
      case Users.Changed.Done(User user) -> user;
      case Users.Changed.Unknown unknown -> throw ProblemException.notFound("user", ref);
      case Users.Changed.LastOwner last ->
          throw new ProblemException(
              ProblemCode.CONFLICT,
              "This is the last owner who may sign in. Make another owner first.");
    };
  }

  /** A new link for somebody to set a password with; the old password holds until then. */
  public Invited invite(Caller caller, String ref) {
    User user = find(caller, ref);
    requireOver(caller, user.role());
    if (user.disabledAt() != null) {
      throw new ProblemException(
          ProblemCode.CONFLICT, "'%s' is disabled. Enable first.".formatted(user.login()));
    }
    return welcome(user);
  }

  /**
   * Removes the second factor of somebody who lost it; their password alone is asked for then.
   *
   * @throws ProblemException if there is no such person, or the caller may not, or the person has
   *     none
   */
  public User withoutSecondFactor(Caller caller, String ref) {
    User user = find(caller, ref);
    requireOver(caller, user.role());
    if (!factors.forget(user)) {
      throw new ProblemException(
          ProblemCode.CONFLICT, "'%s' has no second factor.".formatted(user.login()));
    }
    return user;
  }

  /**
   * Forgets as whom a provider knows somebody: the next who proves the person's e-mail address is
   * taken for them.
   *
   * @throws ProblemException if there is no such person, or the caller may not, or nothing is known
   */
  public User withoutIdentity(Caller caller, String ref) {
    User user = find(caller, ref);
    requireOver(caller, user.role());
    if (!users.unbind(user.seller(), user.id())) {
      throw new ProblemException(
          ProblemCode.CONFLICT, "'%s' never signed in with the provider.".formatted(user.login()));
    }
    return user;
  }

  private User find(Caller caller, String ref) {
    return PublicId.look(IdKind.USER, ref, id -> users.find(caller.seller(), id))
        .or(() -> users.findByLogin(caller.seller(), ref))
        .orElseThrow(() -> ProblemException.notFound("user", ref));
  }

  private static void requireOver(Caller caller, Role role) {
    if (!caller.mayAll(role.scopes())) {
      throw new ProblemException(
          ProblemCode.FORBIDDEN,
          "The role %s may do more than you may, so it is not yours to give or change."
              .formatted(role.code()));
    }
  }
}
