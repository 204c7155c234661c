package dev.onhand.server.whatif;

import dev.onhand.core.listing.ListingRule;
import dev.onhand.core.replay.Replayed;
import dev.onhand.core.replay.Tally;
import dev.onhand.engine.channels.AccountBudget;
import dev.onhand.engine.whatif.Change;
import dev.onhand.engine.whatif.WhatIf;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.Required;
import dev.onhand.server.web.Sourcings;
import dev.onhand.server.web.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Other settings for a past period as they are asked, and what is answered. */
final class WhatIfBodies {

  private WhatIfBodies() {}

  /**
   * Other settings for a past period. What is not given stays as it is.
   *
   * @param from what was recorded from then on
   * @param to and before then; now unless said
   * @param sourcing of all channels that are not named with another
   * @param channels other settings of channels
   */
  record WhatIfToAsk(
      @Required @Nullable String from,
      @Nullable String to,
      @Nullable String sourcing,
      @Nullable List<ChannelChange> channels) {

    Change change(Instant now) {
      Fields fields = new Fields();
      var first = fields.required("from", from, text -> Times.instant("from", text));
      var last = fields.optional("to", to, text -> Times.instant("to", text));
      var rule = fields.optional("sourcing", sourcing, Sourcings::read);
      Map<String, Change.OfChannel> others = new LinkedHashMap<>();
      List<ChannelChange> given = channels == null ? List.of() : channels;
      for (int i = 0; i < given.size(); i++) {
        read(fields, "channels/" + i, given.get(i), others);
      }
      return fields.build(
          () -> {
            Instant end = last.orNull();
            return new Change(first.get(), end == null ? now : end, rule.orNull(), others, false);
          });
    }

    private static void read(
        Fields fields,
        String at,
        @Nullable ChannelChange given,
        Map<String, Change.OfChannel> others) {
      if (given == null || given.channel() == null) {
        fields.add(new FieldError("/" + at + "/channel", FieldError.MISSING, "channel is missing"));
        return;
      }
      var buffer = fields.optional(at + "/buffer", given.buffer(), WhatIfToAsk::units);
      var rule = fields.optional(at + "/sourcing", given.sourcing(), Sourcings::read);
      var budget = fields.optional(at, given.hasBudget() ? given : null, ChannelChange::budget);
      Change.OfChannel other =
          new Change.OfChannel(buffer.orNull(), rule.orNull(), budget.orNull(), Map.of());
      if (others.put(given.channel(), other) != null) {
        fields.add(
            new FieldError(
                "/" + at + "/channel",
                FieldError.INVALID,
                "channel is named twice: give all of its settings at once"));
      }
    }

    private static Long units(Long buffer) {
      return new ListingRule(false, buffer, 100, null, null, 0).buffer();
    }
  }

  /**
   * Other settings of a channel.
   *
   * @param channel its code
   * @param buffer units that all its listings keep back
   * @param sourcing where its orders take units from
   * @param callsPerSecond the most in a second; where one of the three is given, those that are not
   *     are without limit
   * @param callsPerDay the most in a day
   * @param pushesPerListing the most of each listing within 24 hours
   */
  record ChannelChange(
      @Required @Nullable String channel,
      @Nullable Long buffer,
      @Nullable String sourcing,
      @Nullable Integer callsPerSecond,
      @Nullable Integer callsPerDay,
      @Nullable Integer pushesPerListing) {

    boolean hasBudget() {
      return Stream.of(callsPerSecond, callsPerDay, pushesPerListing).anyMatch(Objects::nonNull);
    }

    AccountBudget budget() {
      return new AccountBudget(callsPerSecond, callsPerDay, pushesPerListing);
    }
  }

  /**
   * What a past period would have come to.
   *
   * @param from what was recorded from then on
   * @param to and before then
   * @param movements that were read
   * @param steps entries of orders' logs that were read
   * @param reproduced whether the replay under the settings as they are is what happened
   * @param differences where it is not
   * @param examples of these, at most 20
   * @param unchanged under the settings as they are
   * @param changed under the others
   * @param levels that ended otherwise, at most 100, the largest differences first
   * @param assumptions what could not be known
   */
  record WhatIfBody(
      String object,
      Instant from,
      Instant to,
      long movements,
      long steps,
      boolean reproduced,
      long differences,
      List<String> examples,
      TallyBody unchanged,
      TallyBody changed,
      List<LevelEndBody> levels,
      List<String> assumptions) {

    WhatIfBody {
      examples = List.copyOf(examples);
      levels = List.copyOf(levels);
      assumptions = List.copyOf(assumptions);
    }

    static WhatIfBody of(Change change, WhatIf.Answer answer) {
      Replayed replayed = answer.replayed();
      return new WhatIfBody(
          "what_if",
          change.from(),
          change.to(),
          replayed.movements(),
          replayed.steps(),
          replayed.isReproduced(),
          replayed.differences(),
          replayed.examples(),
          TallyBody.of(replayed.unchanged()),
          TallyBody.of(replayed.changed()),
          replayed.moved().stream().map(LevelEndBody::of).toList(),
          answer.assumptions());
    }
  }

  /**
   * What a period came to.
   *
   * @param orders that were placed
   * @param oversoldOrders of these, for which units were missing when they came
   * @param oversoldUnits that were missing then
   * @param backorderedUnits that still wait at the end
   * @param lostOrders of which something was not bought, as it was not shown
   * @param lostUnits that were not bought
   * @param splits locations beyond the first that an order's units were taken from
   * @param pushes numbers that were told to listings
   * @param calls that told them
   * @param staleMinutes over all listings, in which one showed something else than it should
   * @param withheldUnitDays units that could have been shown and were not, times days
   */
  record TallyBody(
      long orders,
      long oversoldOrders,
      long oversoldUnits,
      long backorderedUnits,
      long lostOrders,
      long lostUnits,
      long splits,
      long pushes,
      long calls,
      long staleMinutes,
      long withheldUnitDays) {

    static TallyBody of(Tally tally) {
      return new TallyBody(
          tally.orders(),
          tally.oversoldOrders(),
          tally.oversoldUnits(),
          tally.backorderedUnits(),
          tally.lostOrders(),
          tally.lostUnits(),
          tally.splits(),
          tally.pushes(),
          tally.calls(),
          tally.staleMinutes(),
          tally.withheldUnitDays());
    }
  }

  /**
   * How a level ended.
   *
   * @param sku of the product
   * @param location its code
   * @param unchanged available under the settings as they are
   * @param changed available under the others
   */
  record LevelEndBody(String sku, String location, long unchanged, long changed) {
    static LevelEndBody of(Replayed.LevelEnd end) {
      return new LevelEndBody(end.sku(), end.location(), end.unchanged(), end.changed());
    }
  }
}
