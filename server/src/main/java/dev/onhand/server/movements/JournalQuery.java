package dev.onhand.server.movements;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.ChangeType;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.journal.JournalFilter;
import dev.onhand.engine.journal.JournalFilter.OfCause;
import dev.onhand.model.Text;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Times;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parameters by which movements are asked for. */
record JournalQuery(
    @Nullable String sku,
    @Nullable String productId,
    @Nullable String location,
    @Nullable String cause,
    @Nullable String causeKind,
    @Nullable String causeLine,
    @Nullable String channel,
    @Nullable String reason,
    @Nullable String changeType,
    @Nullable String actor,
    @Nullable String occurredFrom,
    @Nullable String occurredTo,
    @Nullable String recordedFrom,
    @Nullable String recordedTo) {

  private static final JournalQuery NONE =
      new JournalQuery(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null);

  boolean isEmpty() {
    return equals(NONE);
  }

  /**
   * What they ask for; empty if nothing can be both of that reason and of that type.
   *
   * @throws ProblemException with all that is wrong
   */
  Optional<JournalFilter> filter() {
    Fields fields = Fields.ofParameters();
    if (sku != null && productId != null) {
      fields.add(
          new FieldError("product_id", FieldError.INVALID, "give sku or product_id, not both"));
    }
    var product =
        productId == null
            ? fields.optional("sku", sku, Refs::product)
            : fields.optional("product_id", productId, Refs::productById);
    var place = fields.optional("location", location, Refs::location);
    var kind = fields.optional("cause_kind", causeKind, NewMovement::kind);
    var reasons = fields.optional("reason", reason, JournalQuery::reasons);
    var ofType = fields.optional("change_type", changeType, JournalQuery::reasonsOf);
    var occurred = times(fields, "occurred", occurredFrom, occurredTo);
    var recorded = times(fields, "recorded", recordedFrom, recordedTo);
    var reference = fields.optional("cause", cause, text -> text("cause", text));
    var line = fields.optional("cause_line", causeLine, text -> text("cause_line", text));
    var ofChannel = fields.optional("channel", channel, text -> text("channel", text));
    var who =
        fields.optional(
            "actor", actor, text -> Text.identifier("actor", text, Details.ACTOR_LENGTH_MAX));
    OfCause ofCause =
        fields.build(
            () ->
                new OfCause(kind.orNull(), reference.orNull(), line.orNull(), ofChannel.orNull()));
    Set<Reason> wanted = EnumSet.allOf(Reason.class);
    Stream.of(reasons, ofType)
        .map(Fields.Field::orNull)
        .filter(java.util.Objects::nonNull)
        .forEach(wanted::retainAll);
    boolean all = wanted.size() == Reason.values().length;
    return wanted.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new JournalFilter(
                product.orNull(),
                place.orNull(),
                ofCause,
                all ? Set.of() : wanted,
                who.orNull(),
                occurred.get(),
                recorded.get()));
  }

  private static String text(String name, String text) {
    return Text.identifier(name, text, Cause.LENGTH_MAX);
  }

  private static Fields.Field<JournalFilter.Times> times(
      Fields fields, String what, @Nullable String from, @Nullable String to) {
    var begin = fields.optional(what + "_from", from, text -> Times.instant(what + "_from", text));
    var end = fields.optional(what + "_to", to, text -> Times.instant(what + "_to", text));
    return fields.required(
        what, new JournalFilter.Times(begin.orNull(), end.orNull()), times -> times);
  }

  private static Set<Reason> reasons(String codes) {
    return Arrays.stream(codes.split(",", -1))
        .map(NewMovement::reason)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Reason.class)));
  }

  private static Set<Reason> reasonsOf(String type) {
    Set<Reason> reasons =
        Arrays.stream(Reason.values())
            .filter(
                reason ->
                    reason.changeType().map(ChangeType::code).filter(type::equals).isPresent())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Reason.class)));
    if (reasons.isEmpty()) {
      throw new IllegalArgumentException(
          "change_type must be one of "
              + Arrays.stream(ChangeType.values())
                  .map(ChangeType::code)
                  .collect(Collectors.joining(", ")));
    }
    return reasons;
  }
}
