package dev.onhand.server.pages;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.journal.JournalFilter;
import dev.onhand.model.Text;
import dev.onhand.server.access.Caller;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Times;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What the parameters of the journal ask for. */
@Component
final class JournalQuestions {

  private final Sellers sellers;

  JournalQuestions(Sellers sellers) {
    this.sellers = sellers;
  }

  /** The parameters by their names, without blanks around what people typed. */
  static Map<String, String> filters(
      String sku,
      String location,
      String reason,
      String actor,
      String cause,
      String channel,
      String from,
      String to) {
    Map<String, String> filters = new LinkedHashMap<>();
    filters.put("sku", sku.strip());
    filters.put("location", location.strip());
    filters.put("reason", reason);
    filters.put("actor", actor.strip());
    filters.put("cause", cause.strip());
    filters.put("channel", channel.strip());
    filters.put("from", from);
    filters.put("to", to);
    return filters;
  }

  /**
   * Which movements are wanted; days are those of the seller.
   *
   * @throws dev.onhand.server.web.ProblemException with all that is wrong with the parameters
   */
  JournalFilter filter(Caller caller, Map<String, String> filters) {
    ZoneId zone = sellers.find(caller.seller()).orElseThrow().timeZone();
    return filter(filters, zone);
  }

  private static JournalFilter filter(Map<String, String> filters, ZoneId zone) {
    Fields fields = Fields.ofParameters();
    var product = fields.optional("sku", Fields.given(filters.get("sku")), Refs::product);
    var place = fields.optional("location", Fields.given(filters.get("location")), Refs::location);
    var why =
        fields.optional("reason", Fields.given(filters.get("reason")), JournalQuestions::reason);
    var who =
        fields.optional(
            "actor",
            Fields.given(filters.get("actor")),
            text -> Text.identifier("actor", text, Details.ACTOR_LENGTH_MAX));
    var what =
        fields.optional(
            "cause",
            Fields.given(filters.get("cause")),
            text -> Text.identifier("cause", text, Cause.LENGTH_MAX));
    var ofChannel =
        fields.optional(
            "channel",
            Fields.given(filters.get("channel")),
            text -> Text.identifier("channel", text, Cause.LENGTH_MAX));
    var begin =
        fields.optional(
            "from", Fields.given(filters.get("from")), text -> day("from", text, zone, 0));
    var end =
        fields.optional("to", Fields.given(filters.get("to")), text -> day("to", text, zone, 1));
    return fields.build(
        () ->
            new JournalFilter(
                product.orNull(),
                place.orNull(),
                new JournalFilter.OfCause(null, what.orNull(), null, ofChannel.orNull()),
                why.orNull() == null ? Set.of() : Set.of(why.get()),
                who.orNull(),
                new JournalFilter.Times(begin.orNull(), end.orNull()),
                JournalFilter.Times.ANY));
  }

  private static Reason reason(String code) {
    return Reason.find(code)
        .orElseThrow(() -> new IllegalArgumentException("reason must be one of the list"));
  }

  /** The beginning of a day, in the seller's zone. */
  static Instant day(String name, String text, ZoneId zone, int daysLater) {
    return Times.day(name, text).plusDays(daysLater).atStartOfDay(zone).toInstant();
  }
}
