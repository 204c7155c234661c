package dev.onhand.server.pages;

import dev.onhand.engine.access.NewUser;
import dev.onhand.engine.access.Role;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.access.User;
import dev.onhand.engine.access.Users;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Links;
import dev.onhand.server.access.Needs;
import dev.onhand.server.access.People;
import dev.onhand.server.access.SecondFactorDesk;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The people of a seller: who they are and what they may. */
@Controller
class PeoplePages {

  private final Pages pages;
  private final Users users;
  private final People people;
  private final SecondFactorDesk factors;
  private final InstantSource clock;

  PeoplePages(
      Pages pages, Users users, People people, SecondFactorDesk factors, InstantSource clock) {
    this.pages = pages;
    this.users = users;
    this.people = people;
    this.factors = factors;
    this.clock = clock;
  }

  /**
   * What a form led to.
   *
   * @param status of the answer
   * @param error what was refused; empty: nothing
   * @param invited for whom a link was made; its secret is shown this once
   */
  private record Result(int status, String error, Optional<People.Invited> invited) {
    static final Result NONE = new Result(HttpServletResponse.SC_OK, "", Optional.empty());

    static Result of(ProblemException refused) {
      return new Result(refused.code().status(), Show.said(refused), Optional.empty());
    }

    static Result invited(People.Invited invited) {
      return new Result(HttpServletResponse.SC_OK, "", Optional.of(invited));
    }
  }

  @GetMapping("/settings/users")
  @Needs(Scope.USERS_ADMIN)
  View showUsers(HttpServletRequest request, Caller caller, @PageOf(IdKind.USER) PageRequest page) {
    return page(request, caller, page, Result.NONE);
  }

  @PostMapping("/settings/users")
  @Needs(Scope.USERS_ADMIN)
  View createUser(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String login,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String role) {
    try {
      Fields fields = Fields.ofParameters();
      var loginField = fields.required("login", login.strip(), NewUser::requireLogin);
      var nameField = fields.required("name", name.strip(), NewUser::requireName);
      var roleField = fields.required("role", role, Role::read);
      NewUser wanted =
          fields.build(
              () ->
                  new NewUser(
                      loginField.get(),
                      nameField.get(),
                      roleField.get(),
                      caller.actor(),
                      clock.instant()));
      return page(
          request, caller, first(), Result.invited(people.welcome(people.make(caller, wanted))));
    } catch (ProblemException refused) {
      return page(request, caller, first(), Result.of(refused));
    }
  }

  /**
   * Changes the role, disables or enables, takes out, removes a second factor that was lost, or
   * makes a link to come in by.
   */
  @PostMapping("/settings/users/{id}")
  @Needs(Scope.USERS_ADMIN)
  View changeUser(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String action,
      @RequestParam(defaultValue = "") String role,
      @RequestParam(defaultValue = "") String typed) {
    try {
      return switch (action) {
        case "link" -> page(request, caller, first(), Result.invited(people.invite(caller, id)));
        case "role" ->
            changed(
                caller, id, new Users.Change(null, Fields.checked(() -> Role.read(role)), null));
        case "disable" -> changed(caller, id, new Users.Change(null, null, true));
        case "enable" -> changed(caller, id, new Users.Change(null, null, false));
        case "remove" -> {
          Forms.requireTyped(typed, people.find(caller, id).login());
          people.remove(caller, id);
          yield Pages.redirect("/settings/users");
        }
        case "reset_second_factor" -> {
          Forms.requireTyped(typed, people.find(caller, id).login());
          people.withoutSecondFactor(caller, id);
          yield Pages.redirect("/settings/users");
        }
        default ->
            throw ProblemException.invalid(
                "action",
                "action must be link, role, disable, enable, reset_second_factor or remove");
      };
    } catch (ProblemException refused) {
      return page(request, caller, first(), Result.of(refused));
    }
  }

  private View changed(Caller caller, String id, Users.Change change) {
    people.change(caller, id, change);
    return Pages.redirect("/settings/users");
  }

  private static PageRequest first() {
    return PageRequest.first(PageRequest.LIMIT_DEFAULT);
  }

  private View page(HttpServletRequest request, Caller caller, PageRequest page, Result result) {
    Slice<User> slice = users.list(caller.seller(), page);
    return pages.page(
        result.status(),
        pages.shell(request, caller, "People", Shell.Section.SETTINGS),
        "users",
        Map.of(
            "rows", slice.rows(),
            "withSecondFactor", factors.askedOf(slice.rows()),
            "pager", Pager.of("/settings/users", Map.of(), page, slice, IdKind.USER, User::id),
            "now", clock.instant(),
            "error", result.error(),
            "invited", result.invited().map(People.Invited::user).map(User::login).orElse(""),
            "link",
                result
                    .invited()
                    .map(People.Invited::link)
                    .map(Links.Link::path)
                    .map(path -> Pages.base(request) + path)
                    .orElse("")));
  }
}
