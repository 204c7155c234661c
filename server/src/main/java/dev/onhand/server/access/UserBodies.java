package dev.onhand.server.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.onhand.engine.access.NewUser;
import dev.onhand.engine.access.Role;
import dev.onhand.engine.access.User;
import dev.onhand.engine.access.Users;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** People as they are sent and answered. */
final class UserBodies {

  private UserBodies() {}

  /**
   * A person, as answered.
   *
   * @param object always "user"
   * @param id for ever the same
   * @param login with what the person signs in
   * @param name as colleagues call them
   * @param role owner, admin, manager, operator or viewer
   * @param invited whether the person did not come in yet
   * @param disabledAt from when on the person may do nothing; null: may
   * @param signedInAt when last; null: not yet
   * @param createdAt when it was made
   * @param createdBy who made it
   * @param version counts the changes
   * @param link in the answer to the making of the person or of a link: where the person sets a
   *     password or joins, once
   */
  record UserBody(
      String object,
      String id,
      String login,
      String name,
      String role,
      boolean invited,
      @Nullable Instant disabledAt,
      @Nullable Instant signedInAt,
      Instant createdAt,
      String createdBy,
      long version,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LinkBody link) {

    static UserBody of(User user) {
      return of(user, null);
    }

    static UserBody of(User user, Links.@Nullable Link link) {
      return new UserBody(
          "user",
          PublicId.of(IdKind.USER, user.id()),
          user.login(),
          user.name(),
          user.role().code(),
          user.person() == null,
          user.disabledAt(),
          user.signedInAt(),
          user.createdAt(),
          user.createdBy(),
          user.version(),
          link == null ? null : new LinkBody(link.path(), link.endsAt()));
    }
  }

  /**
   * A link for one person.
   *
   * @param path on this server
   * @param expiresAt from when on it opens nothing
   */
  record LinkBody(String path, Instant expiresAt) {

    /** The secret is in the answer alone, and in nothing that prints this. */
    @Override
    public String toString() {
      return "a link until " + expiresAt;
    }
  }

  /**
   * A person to be made.
   *
   * @param login 1 to 100 characters without spaces, such as an e-mail address: that of the person
   *     on this server, for whichever sellers they work
   * @param name 1 to 200 characters
   * @param role owner, admin, manager, operator or viewer; none that may more than you
   */
  record UserToMake(
      @Required @Nullable String login,
      @Required @Nullable String name,
      @Required @Nullable String role) {

    NewUser read(String createdBy, Instant now) {
      Fields fields = new Fields();
      var loginField = fields.required("login", login, NewUser::requireLogin);
      var nameField = fields.required("name", name, NewUser::requireName);
      var roleField = fields.required("role", role, Role::read);
      return fields.build(
          () -> new NewUser(loginField.get(), nameField.get(), roleField.get(), createdBy, now));
    }
  }

  /**
   * A change of a person: what is not given stays.
   *
   * @param name 1 to 200 characters
   * @param role owner, admin, manager, operator or viewer; none that may more than you
   * @param disabled true: may do nothing any more, from the next request on; false: may again
   */
  record UserChange(@Nullable String name, @Nullable String role, @Nullable Boolean disabled) {

    Users.Change read() {
      Fields fields = new Fields();
      var nameField = fields.optional("name", name, NewUser::requireName);
      var roleField = fields.optional("role", role, Role::read);
      return fields.build(() -> new Users.Change(nameField.orNull(), roleField.orNull(), disabled));
    }
  }
}
