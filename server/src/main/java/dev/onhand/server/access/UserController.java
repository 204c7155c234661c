package dev.onhand.server.access;

import dev.onhand.engine.access.NewUser;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.access.User;
import dev.onhand.engine.access.Users;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.server.access.UserBodies.UserBody;
import dev.onhand.server.access.UserBodies.UserChange;
import dev.onhand.server.access.UserBodies.UserToMake;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.OnceOnly;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The people of a seller. */
@RestController
@RequestMapping(path = UserController.PATH, produces = "application/json")
class UserController {

  static final String PATH = "/api/v1/users";

  private final Users users;
  private final People people;
  private final OnceOnly once;
  private final InstantSource clock;

  UserController(Users users, People people, OnceOnly once, InstantSource clock) {
    this.users = users;
    this.people = people;
    this.once = once;
    this.clock = clock;
  }

  /** Lists the people who sign in, newest first. */
  @GetMapping
  @Needs(Scope.USERS_ADMIN)
  ListBody<UserBody> listUsers(Caller caller, @PageOf(IdKind.USER) PageRequest page) {
    return ListBody.of(PATH, users.list(caller.seller(), page), UserBody::of);
  }

  /**
   * Makes a person, and a link by which they come in: they set their password, or prove who they
   * are if they work for another seller already, which is not told here. The answer that is kept
   * for the Idempotency-Key is without the link: who lost it asks for another.
   */
  @PostMapping
  @Needs(Scope.USERS_ADMIN)
  @Answers(
      status = 201,
      body = UserBody.class,
      problems = {ProblemCode.CONFLICT, ProblemCode.KEY_USED_DIFFERENTLY})
  ResponseEntity<?> createUser(
      Caller caller, HttpServletRequest request, @RequestBody UserToMake body) {
    NewUser wanted = body.read(caller.actor(), clock.instant());
    AtomicReference<@Nullable User> made = new AtomicReference<>();
    ResponseEntity<?> answer =
        once.answer(
            caller.seller(),
            request,
            body,
            () -> {
              User user = people.make(caller, wanted);
              made.set(user);
              return ResponseEntity.status(HttpStatus.CREATED).body(UserBody.of(user));
            });
    User user = made.get();
    if (user == null || !(answer.getBody() instanceof UserBody)) {
      return answer;
    }
    // Links are the platform's, which sees the person only once the answer is committed.
    return ResponseEntity.status(HttpStatus.CREATED)
        .body(UserBody.of(user, people.welcome(user).link()));
  }

  /** Changes a person, by id or login: what is not given stays. */
  @PatchMapping("/{ref}")
  @Needs(Scope.USERS_ADMIN)
  @Answers(problems = ProblemCode.CONFLICT)
  UserBody changeUser(Caller caller, @PathVariable String ref, @RequestBody UserChange body) {
    return UserBody.of(people.change(caller, ref, body.read()));
  }

  /**
   * Takes a person out of the seller: what they did stays written down, and they go on for other
   * sellers that they work for. Answers as the person was.
   */
  @DeleteMapping("/{ref}")
  @Needs(Scope.USERS_ADMIN)
  @Answers(problems = ProblemCode.CONFLICT)
  UserBody removeUser(Caller caller, @PathVariable String ref) {
    return UserBody.of(people.remove(caller, ref));
  }

  /**
   * Makes a link by which a person comes in or sets a new password, once, within a day. Of who
   * works for several sellers only those who run the server may have a new password set.
   */
  @PostMapping("/{ref}/link")
  @Needs(Scope.USERS_ADMIN)
  @Answers(status = 201, problems = ProblemCode.CONFLICT)
  ResponseEntity<UserBody> createUserLink(Caller caller, @PathVariable String ref) {
    People.Invited invited = people.invite(caller, ref);
    return ResponseEntity.status(HttpStatus.CREATED)
        .body(UserBody.of(invited.user(), invited.link()));
  }

  /**
   * Removes the second factor of a person who lost it, and ends their sessions. Their password
   * alone is asked for until they set up another.
   */
  @DeleteMapping("/{ref}/second-factor")
  @Needs(Scope.USERS_ADMIN)
  @Answers(problems = ProblemCode.CONFLICT)
  UserBody removeUserSecondFactor(Caller caller, @PathVariable String ref) {
    return UserBody.of(people.withoutSecondFactor(caller, ref));
  }

  /**
   * Forgets as whom the provider of single sign-on knows a person. Who next proves the person's
   * e-mail address there is taken for them.
   */
  @DeleteMapping("/{ref}/identity")
  @Needs(Scope.USERS_ADMIN)
  @Answers(problems = ProblemCode.CONFLICT)
  UserBody removeUserIdentity(Caller caller, @PathVariable String ref) {
    return UserBody.of(people.withoutIdentity(caller, ref));
  }
}
