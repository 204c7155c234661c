package dev.onhand.server.access;

import dev.onhand.engine.access.AdminActions;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.PublicId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What was done to a seller's set-up. */
@RestController
class AdminActionController {

  private static final String PATH = "/api/v1/admin-actions";

  private final AdminActions actions;

  AdminActionController(AdminActions actions) {
    this.actions = actions;
  }

  /** Lists what was done to the seller's set-up, newest first: also what was refused. */
  @GetMapping(path = PATH, produces = "application/json")
  @Needs(Scope.USERS_ADMIN)
  ListBody<AdminActionBody> listAdminActions(
      Caller caller, @PageOf(IdKind.ADMIN_ACTION) PageRequest page) {
    return ListBody.of(PATH, actions.list(caller.seller(), page), AdminActionBody::of);
  }

  /**
   * Something that was done.
   *
   * @param object always "admin_action"
   * @param id for ever the same
   * @param at when it was begun
   * @param actor who did it
   * @param what was done
   * @param path that was asked for
   * @param status the HTTP status it was answered with; null: it was cut short
   * @param requestId finds it in the log
   */
  record AdminActionBody(
      String object,
      String id,
      Instant at,
      String actor,
      String what,
      String path,
      @Nullable Integer status,
      String requestId) {

    static AdminActionBody of(AdminActions.Done done) {
      AdminActions.Begun begun = done.begun();
      return new AdminActionBody(
          "admin_action",
          PublicId.of(IdKind.ADMIN_ACTION, done.id()),
          begun.at(),
          begun.actor(),
          begun.what(),
          begun.path(),
          done.status(),
          begun.requestId());
    }
  }
}
