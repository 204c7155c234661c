package dev.onhand.server.orders;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.onhand.core.order.StatusMap;
import dev.onhand.engine.orders.ChannelData;
import dev.onhand.engine.orders.ChannelSetup;
import dev.onhand.model.Codes;
import dev.onhand.model.Effect;
import dev.onhand.model.Text;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Required;
import dev.onhand.server.web.Sourcings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Channels as they are set up and answered. */
final class ChannelBodies {

  private ChannelBodies() {}

  /**
   * What a status means for stock.
   *
   * @param effect hold, reserve, fulfil, release, return or ignore
   * @param report only with fulfil: whether it says that the goods did leave; where it does not,
   *     cancelling puts back what was not reported shipped otherwise. True unless said
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record StatusRule(@Required @Nullable String effect, @Nullable Boolean report) {

    static StatusRule of(StatusMap.Rule rule) {
      return new StatusRule(
          rule.effect().code(), rule.effect() == Effect.FULFIL ? rule.isReport() : null);
    }

    private StatusMap.Rule read(String at) {
      Fields fields = new Fields();
      var read = fields.required(at + "/effect", effect, StatusRule::effect);
      StatusMap.Rule rule =
          fields.build(
              () ->
                  report == null
                      ? StatusMap.Rule.of(read.get())
                      : new StatusMap.Rule(read.get(), report));
      if (rule.isReport() && rule.effect() != Effect.FULFIL) {
        fields.add(
            new FieldError(
                "/" + at + "/report",
                FieldError.INVALID,
                "report goes with effect fulfil only, which says that goods left"));
      }
      return fields.build(() -> rule);
    }

    private static Effect effect(String code) {
      return Codes.read("effect", Effect.values(), Effect::code, code);
    }
  }

  /**
   * How a channel is to be set up, as a whole: what is not given is as with a new channel.
   *
   * @param name what people call it, up to 200 characters; not given: its code
   * @param preset the statuses it starts from: reserve_then_ship (the usual one),
   *     fulfil_at_processing or hold_then_pay
   * @param statuses what is different from the preset, up to 200; ignore takes one of the preset
   *     away; capitals make no difference
   * @param sourcing by which rule locations are chosen: priority, most_available, nearest,
   *     fewest_splits or first_with_stock; not given: as the seller says
   * @param holdMinutes how long a hold lasts where the order does not say, 1 to 525600; 60 unless
   *     said
   */
  record ChannelToPut(
      @Nullable String name,
      @Nullable String preset,
      @Nullable Map<String, @Nullable StatusRule> statuses,
      @Nullable String sourcing,
      @Nullable Integer holdMinutes) {

    ChannelData data(String code) {
      ChannelData usual = ChannelData.usual(code);
      Fields fields = new Fields();
      var called =
          fields.optional(
              "name", name, text -> Text.free("name", text, ChannelData.NAME_LENGTH_MAX));
      var rule = fields.optional("sourcing", sourcing, Sourcings::read);
      Map<String, StatusMap.Rule> rules = new LinkedHashMap<>();
      for (var given :
          statuses == null
              ? List.<Map.Entry<String, @Nullable StatusRule>>of()
              : List.copyOf(statuses.entrySet())) {
        String at = "statuses/" + given.getKey().replace("~", "~0").replace("/", "~1");
        StatusRule one = given.getValue() == null ? new StatusRule(null, null) : given.getValue();
        StatusMap.Rule read = fields.nested(one, value -> value.read(at));
        if (read != null) {
          rules.put(given.getKey(), read);
        }
      }
      boolean isAsUsual = preset == null || preset.equals(usual.preset());
      if (code.equals(ChannelData.HOLDS) && !(isAsUsual && rules.isEmpty())) {
        String whose = "channel hold is Onhand's own: its statuses are held and released";
        fields.add(new FieldError("/statuses", FieldError.INVALID, whose));
      }
      return fields.build(
          () ->
              new ChannelData(
                  called.orNull() == null ? usual.name() : called.orNull(),
                  preset == null ? usual.preset() : preset,
                  rules,
                  rule.orNull(),
                  holdMinutes == null ? usual.holdMinutes() : holdMinutes));
    }
  }

  /**
   * Where orders come from.
   *
   * @param code unique, for ever
   * @param name what people call it
   * @param preset the statuses it starts from
   * @param statuses what is different from the preset
   * @param effectiveStatuses what each of its statuses means for stock, both together; one that is
   *     not here means nothing
   * @param sourcing by which rule locations are chosen; null: as the seller says
   * @param effectiveSourcing the rule that holds
   * @param holdMinutes how long a hold lasts where the order does not say
   * @param version what the ETag says
   */
  record ChannelBody(
      String object,
      String id,
      String code,
      String name,
      String preset,
      Map<String, StatusRule> statuses,
      Map<String, StatusRule> effectiveStatuses,
      @Nullable String sourcing,
      String effectiveSourcing,
      int holdMinutes,
      long version,
      Instant createdAt,
      Instant updatedAt) {

    static ChannelBody of(ChannelSetup setup) {
      ChannelData data = setup.data();
      return new ChannelBody(
          "channel",
          PublicId.of(IdKind.CHANNEL, setup.id()),
          setup.code(),
          data.name(),
          data.preset(),
          rules(data.statuses()),
          rules(setup.channel().rules().statuses().rules()),
          data.sourcing() == null ? null : data.sourcing().code(),
          setup.channel().rules().sourcing().code(),
          data.holdMinutes(),
          setup.version(),
          setup.createdAt(),
          setup.updatedAt());
    }

    private static Map<String, StatusRule> rules(Map<String, StatusMap.Rule> rules) {
      Map<String, StatusRule> bodies = new TreeMap<>();
      rules.forEach((status, rule) -> bodies.put(status, StatusRule.of(rule)));
      return bodies;
    }
  }

  /**
   * Orders of a channel that were applied again.
   *
   * @param channel its code
   * @param orders how many were looked at
   * @param changed those of them whose stock moved, by what the channel calls them
   * @param refused those that the ledger did not take, and why
   * @param hasMore whether there are more open orders behind {@code last}
   * @param last the last that was looked at; null: there was none
   */
  record ReappliedBody(
      String object,
      String channel,
      int orders,
      List<String> changed,
      List<RefusedOrderBody> refused,
      boolean hasMore,
      @Nullable String last) {}

  /**
   * An order that could not be applied.
   *
   * @param externalId what the channel calls it
   * @param code why, for programs
   * @param detail why, for people
   */
  record RefusedOrderBody(String externalId, String code, String detail) {}
}
