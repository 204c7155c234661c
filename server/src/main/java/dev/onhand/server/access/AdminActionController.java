package dev.onhand.server.access;

import dev.onhand.engine.access.AdminActions;
import dev.onhand.engine.access.AdminActions.Wanted;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.model.Text;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Times;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was done to a seller's set-up. */
@RestController
class AdminActionController {

  private static final String PATH = "/api/v1/admin-actions";

  private final AdminActions actions;

  AdminActionController(AdminActions actions) {
    this.actions = actions;
  }

  /**
   * Lists what was done to the seller's set-up, newest first: also what was refused.
   *
   * @param actor who did it, in full, such as user:jo
   * @param what a part of what was done, such as "create token"; capitals or not is the same
   * @param path a part of the path that was asked for, such as channels/web; likewise
   * @param atFrom begun at or after
   * @param atTo begun before
   */
  @GetMapping(path = PATH, produces = "application/json")
  @Needs(Scope.USERS_ADMIN)
  ListBody<AdminActionBody> listAdminActions(
      Caller caller,
      @RequestParam(required = false) @Nullable String actor,
      @RequestParam(required = false) @Nullable String what,
      @RequestParam(required = false) @Nullable String path,
      @RequestParam(name = "at_from", required = false) @Nullable String atFrom,
      @RequestParam(name = "at_to", required = false) @Nullable String atTo,
      @PageOf(IdKind.ADMIN_ACTION) PageRequest page) {
    Fields fields = Fields.ofParameters();
    var who =
        fields.optional("actor", actor, text -> Text.identifier("actor", text, Wanted.LENGTH_MAX));
    var done =
        fields.optional("what", what, text -> Text.identifier("what", text, Wanted.LENGTH_MAX));
    var of =
        fields.optional("path", path, text -> Text.identifier("path", text, Wanted.LENGTH_MAX));
    var from = fields.optional("at_from", atFrom, text -> Times.instant("at_from", text));
    var to = fields.optional("at_to", atTo, text -> Times.instant("at_to", text));
    Wanted wanted =
        fields.build(
            () -> new Wanted(who.orNull(), done.orNull(), of.orNull(), from.orNull(), to.orNull()));
    return ListBody.of(PATH, actions.list(caller.seller(), wanted, page), AdminActionBody::of);
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
