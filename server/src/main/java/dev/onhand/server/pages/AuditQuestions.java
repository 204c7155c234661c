package dev.onhand.server.pages;

import dev.onhand.engine.access.AdminActions;
import dev.onhand.engine.access.Sellers;
import dev.onhand.model.Text;
import dev.onhand.server.access.Caller;
import dev.onhand.server.web.Fields;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What the parameters of the audit ask for. */
@Component
final class AuditQuestions {

  private final Sellers sellers;

  AuditQuestions(Sellers sellers) {
    this.sellers = sellers;
  }

  /** The parameters by their names, without blanks around what people typed. */
  static Map<String, String> filters(String actor, String what, String of, String from, String to) {
    Map<String, String> filters = new LinkedHashMap<>();
    filters.put("actor", actor.strip());
    filters.put("what", what.strip());
    filters.put("of", of.strip());
    filters.put("from", from);
    filters.put("to", to);
    return filters;
  }

  /**
   * Which actions are wanted; days are those of the seller.
   *
   * @throws dev.onhand.server.web.ProblemException with all that is wrong with the parameters
   */
  AdminActions.Wanted wanted(Caller caller, Map<String, String> filters) {
    ZoneId zone = sellers.find(caller.seller()).orElseThrow().timeZone();
    Fields fields = Fields.ofParameters();
    var who = text(fields, filters, "actor");
    var what = text(fields, filters, "what");
    var path = text(fields, filters, "of");
    var begin =
        fields.optional(
            "from",
            Fields.given(filters.get("from")),
            day -> JournalQuestions.day("from", day, zone, 0));
    var end =
        fields.optional(
            "to", Fields.given(filters.get("to")), day -> JournalQuestions.day("to", day, zone, 1));
    return fields.build(
        () ->
            new AdminActions.Wanted(
                who.orNull(), what.orNull(), path.orNull(), begin.orNull(), end.orNull()));
  }

  private static Fields.Field<String> text(
      Fields fields, Map<String, String> filters, String name) {
    return fields.optional(
        name,
        Fields.given(filters.get(name)),
        text -> Text.identifier(name, text, AdminActions.Wanted.LENGTH_MAX));
  }
}
