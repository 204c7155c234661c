package dev.onhand.server.channels;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.onhand.core.listing.ListingRule;
import dev.onhand.core.listing.RuleStep;
import dev.onhand.engine.channels.Listing;
import dev.onhand.engine.channels.ListingGroup;
import dev.onhand.engine.channels.Reckoning;
import dev.onhand.engine.channels.RulePreview;
import dev.onhand.engine.channels.ScopedRule;
import dev.onhand.server.channels.ListingBodies.ListingBody;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules and groups of listings as they are set up and answered. */
final class RuleBodies {

  private RuleBodies() {}

  /**
   * How much of what is available listings show. Each step takes what the one before left.
   *
   * @param stopsSelling shows 0, whatever there is
   * @param buffer units that are kept back; 0 unless said
   * @param percent of what is left, 1 to 100, rounded down; 100 unless said
   * @param fixed so many, as long as there are so many
   * @param max the most it shows
   * @param min with fewer than this it shows 0; 0 unless said
   */
  record RuleBody(
      @Nullable Boolean stopsSelling,
      @Nullable Long buffer,
      @Nullable Integer percent,
      @Nullable Long fixed,
      @Nullable Long max,
      @Nullable Long min) {

    ListingRule rule() {
      return new ListingRule(
          Boolean.TRUE.equals(stopsSelling),
          buffer == null ? 0 : buffer,
          percent == null ? 100 : percent,
          fixed,
          max,
          min == null ? 0 : min);
    }

    static RuleBody of(ListingRule rule) {
      return new RuleBody(
          rule.stopsSelling(), rule.buffer(), rule.percent(), rule.fixed(), rule.max(), rule.min());
    }
  }

  /**
   * A rule and what it is for.
   *
   * @param scope channel, group or listing
   * @param subject the group's name or the listing's id; empty: the channel
   * @param rule what holds there
   * @param version what If-Match may name to change it while it is still this; 0: none is set, and
   *     the channel shows what there is
   * @param dryRun true if nothing was changed, else not there
   * @param preview what the change would do; only of a dry run
   */
  record ScopedRuleBody(
      String scope,
      String subject,
      RuleBody rule,
      long version,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean dryRun,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RulePreviewBody preview) {

    static ScopedRuleBody of(ScopedRule scoped) {
      return new ScopedRuleBody(
          scoped.scope().kind(),
          subject(scoped.scope()),
          RuleBody.of(scoped.rule()),
          RuleEdits.version(scoped.scope(), scoped.rule()),
          null,
          null);
    }

    private static String subject(ScopedRule.Scope scope) {
      return switch (scope) {
        case ScopedRule.Scope.One one -> PublicId.of(IdKind.LISTING, one.listing());
        case ScopedRule.Scope.Group group -> group.name();
        case ScopedRule.Scope.Channel channel -> "";
      };
    }

    /** The same, of a dry run. */
    ScopedRuleBody with(RulePreviewBody seen) {
      return new ScopedRuleBody(scope, subject, rule, version, true, seen);
    }
  }

  /**
   * What a change of a rule would do.
   *
   * @param changed listings that should show another number then
   * @param raised those of them that should show more
   * @param zeroed those of them that should show nothing any more
   * @param pushes those of them that would have to be told, for they do not show it already
   * @param calls how many calls push these, as many at once as the channel takes; some channels are
   *     also asked before each
   * @param hasMore whether more change than are shown
   * @param changes the largest of them, at most 200
   */
  record RulePreviewBody(
      long changed,
      long raised,
      long zeroed,
      long pushes,
      long calls,
      boolean hasMore,
      List<RuleChangeBody> changes) {

    RulePreviewBody {
      changes = List.copyOf(changes);
    }

    /**
     * @param batchMax how many listings one call tells at most
     */
    static RulePreviewBody of(RulePreview preview, int batchMax) {
      return new RulePreviewBody(
          preview.changed(),
          preview.raised(),
          preview.zeroed(),
          preview.pushes(),
          Math.ceilDiv(preview.pushes(), batchMax),
          preview.changed() > preview.changes().size(),
          preview.changes().stream().map(RuleChangeBody::of).toList());
    }
  }

  /**
   * A listing that should show another number then.
   *
   * @param listing its id
   * @param title as the channel shows it
   * @param sku of its product
   * @param shown what it is believed to show now; null: not known
   * @param from what it should show by the rules as they are
   * @param to what it should show then
   */
  record RuleChangeBody(
      String listing, String title, String sku, @Nullable Long shown, long from, long to) {

    static RuleChangeBody of(RulePreview.Change change) {
      return new RuleChangeBody(
          PublicId.of(IdKind.LISTING, change.listing()),
          change.title(),
          change.sku(),
          change.shown(),
          change.from(),
          change.to());
    }
  }

  /**
   * Another name for a group.
   *
   * @param name 1 to 64 characters
   */
  record GroupName(@Required @Nullable String name) {}

  /**
   * Listings of a channel for which one rule may hold.
   *
   * @param name by which it is known
   * @param listings how many are in it
   * @param rule of the group; null: that of the channel holds
   */
  record ListingGroupBody(String object, String name, long listings, @Nullable RuleBody rule) {

    static ListingGroupBody of(ListingGroup group) {
      ListingRule rule = group.rule();
      return new ListingGroupBody(
          "listing_group", group.name(), group.listings(), rule == null ? null : RuleBody.of(rule));
    }
  }

  /**
   * How a listing comes to what it should show.
   *
   * @param listing as it is, with what it should show, was told, is said and was seen to show
   * @param rule the one that holds for it; null: it is of no product
   * @param steps from what there is to what it should show; none: of no product, or of one that is
   *     not counted, so that the channel keeps its own number
   */
  record ReckoningBody(
      String object, ListingBody listing, @Nullable ScopedRuleBody rule, List<RuleStepBody> steps) {

    ReckoningBody {
      steps = List.copyOf(steps);
    }

    static ReckoningBody of(Reckoning reckoning) {
      return new ReckoningBody(
          "listing_explanation",
          ListingBody.of(reckoning.listing()),
          ScopedRuleBody.of(reckoning.rule()),
          reckoning.steps().stream().map(RuleStepBody::of).toList());
    }

    static ReckoningBody unmatched(Listing listing) {
      return new ReckoningBody("listing_explanation", ListingBody.of(listing), null, List.of());
    }
  }

  /**
   * A step from what there is of a product to what a listing of it should show.
   *
   * @param step pool, not_below_zero, stop_selling, buffer, tuned_buffer, percent, pack, fixed,
   *     max, min, channel_max or own_orders
   * @param left what it leaves: units of the product, from pack on of the listing
   */
  record RuleStepBody(String step, long left) {

    static RuleStepBody of(RuleStep step) {
      return new RuleStepBody(step.kind().code(), step.left());
    }
  }
}
