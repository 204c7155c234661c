package dev.onhand.server.access;

import dev.onhand.engine.access.NewUser;
import dev.onhand.engine.access.Persons;
import dev.onhand.engine.access.Persons.Candidate;
import dev.onhand.engine.access.Role;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.access.User;
import dev.onhand.engine.access.Users;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Makes and changes the people of a seller, for callers who may. Nobody gives a role that may more
 * than they may themselves, nor touches somebody who has one.
 */
public final class People {

  private final Users users;
  private final Persons persons;
  private final Links links;
  private final SecondFactorDesk factors;
  private final InstantSource clock;

  People(Users users, Persons persons, Links links, SecondFactorDesk factors, InstantSource clock) {
    this.users = users;
    this.persons = persons;
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
                    "There is somebody with the login '%s' here already. Change them, or take another login, such as an e-mail address."
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
    return changed(ref, users.change(caller.seller(), before.id(), change, clock.instant()));
  }

  /**
   * Takes somebody out of the seller: the person signs in for it no more, and goes on for others
   * that they work for. Of who works for no other one nothing is left to sign in with.
   *
   * @return as the user was
   * @throws ProblemException if there is no such person, or the caller may not
   */
  public User remove(Caller caller, String ref) {
    User before = find(caller, ref);
    requireOver(caller, before.role());
    User removed = changed(ref, users.remove(caller.seller(), before.id()));
    if (removed.person() != null) {
      persons.forget(removed.personId());
    }
    return removed;
  }

  private static User changed(String ref, Users.Changed changed) {
    return switch (changed) {
      case Users.Changed.Done(User user) -> user;
      case Users.Changed.Unknown unknown -> throw ProblemException.notFound("user", ref);
      case Users.Changed.LastOwner last ->
          throw new ProblemException(
              ProblemCode.CONFLICT,
              "This is the last owner who may sign in. Make another owner first.");
    };
  }

  /**
   * A new link for somebody to come in by; the old password holds until then.
   *
   * @throws ProblemException if there is no such person, or the caller may not
   */
  public Invited invite(Caller caller, String ref) {
    User user = findToReset(caller, ref);
    if (user.disabledAt() != null) {
      throw new ProblemException(
          ProblemCode.CONFLICT, "'%s' is disabled. Enable first.".formatted(user.login()));
    }
    return caller.may(Scope.PLATFORM_ADMIN)
        ? new Invited(user, links.makeOfServer(user))
        : welcome(user);
  }

  /**
   * Removes the second factor of somebody who lost it, and signs them out everywhere; their
   * password alone is asked for then.
   *
   * @throws ProblemException if there is no such person, or the caller may not, or the person has
   *     none
   */
  public User withoutSecondFactor(Caller caller, String ref) {
    User user = findToReset(caller, ref);
    if (user.person() == null || !factors.forget(user)) {
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
    User user = findToReset(caller, ref);
    if (user.person() == null || !persons.unbind(user.personId())) {
      throw new ProblemException(
          ProblemCode.CONFLICT, "'%s' never signed in with the provider.".formatted(user.login()));
    }
    return user;
  }

  /**
   * Whom the caller may give another way to prove who they are: not who came in for another seller
   * too, as that would open it to this one. That is for those who run the server, who find
   * everybody.
   */
  private User findToReset(Caller caller, String ref) {
    boolean isOfServer = caller.may(Scope.PLATFORM_ADMIN);
    User user =
        search(caller, ref)
            .or(() -> isOfServer ? persons.candidate(ref).map(Candidate::user) : Optional.empty())
            .orElseThrow(() -> ProblemException.notFound("user", ref));
    requireOver(caller, user.role());
    if (user.person() != null && !isOfServer && persons.isOfOthers(user)) {
      throw new ProblemException(
          ProblemCode.CONFLICT,
          "How '%s' signs in is not this seller's alone to change. They change it themselves on their account's page; who runs the server can help: onhand user link %s, or onhand user reset-second-factor %s."
              .formatted(user.login(), user.login(), user.login()));
    }
    return user;
  }

  /**
   * @param ref id or login
   * @throws ProblemException if the seller has nobody like that
   */
  public User find(Caller caller, String ref) {
    return search(caller, ref).orElseThrow(() -> ProblemException.notFound("user", ref));
  }

  private Optional<User> search(Caller caller, String ref) {
    return PublicId.look(IdKind.USER, ref, id -> users.find(caller.seller(), id))
        .or(() -> users.findByLogin(caller.seller(), ref));
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
