package dev.onhand.server.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.ListingRule;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.channels.ListingRules;
import dev.onhand.engine.channels.ScopedRule;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Changes of rules for listings: of two who change the same one, the second is told. */
@Component
public final class RuleEdits {

  private final ListingRules rules;

  RuleEdits(ListingRules rules) {
    this.rules = rules;
  }

  /**
   * Sets a rule or takes it away, while it is still the one that was seen.
   *
   * @param seen null: there was none
   * @param wanted null: the wider one holds
   * @throws ProblemException if it is another now, with both
   */
  public void replace(
      SellerId seller,
      long channel,
      ScopedRule.Scope scope,
      @Nullable ListingRule seen,
      @Nullable ListingRule wanted,
      Edit edit) {
    if (!rules.replace(seller, channel, scope, seen, wanted, edit)) {
      throw overtaken(now(seller, channel, scope), wanted);
    }
  }

  /**
   * The same by the {@link #version} that was seen; where the edit names none, whatever is there.
   *
   * @throws ProblemException if it is another now, with both
   */
  void set(
      SellerId seller,
      long channel,
      ScopedRule.Scope scope,
      @Nullable ListingRule wanted,
      Edit edit) {
    if (edit.expectedVersion() == null) {
      rules.set(seller, channel, scope, wanted, edit);
    } else {
      ListingRule now = requireSeen(seller, channel, scope, wanted, edit);
      replace(seller, channel, scope, now, wanted, edit);
    }
  }

  /**
   * Makes sure that a rule is at the version that was seen, if the edit names one.
   *
   * @return the rule; null: there is none
   * @throws ProblemException if it is another now, with both
   */
  @Nullable ListingRule requireSeen(
      SellerId seller,
      long channel,
      ScopedRule.Scope scope,
      @Nullable ListingRule wanted,
      Edit edit) {
    ListingRule now = now(seller, channel, scope);
    if (edit.expectedVersion() != null && edit.expectedVersion() != version(scope, now)) {
      throw overtaken(now, wanted);
    }
    return now;
  }

  private @Nullable ListingRule now(SellerId seller, long channel, ScopedRule.Scope scope) {
    return rules.find(seller, channel, scope).orElse(null);
  }

  private static ProblemException overtaken(
      @Nullable ListingRule now, @Nullable ListingRule wanted) {
    return Versions.overtaken(inWords(now), inWords(wanted));
  }

  private static String inWords(@Nullable ListingRule rule) {
    if (rule == null) {
      return "no rule";
    }
    if (rule.stopsSelling()) {
      return "'show nothing'";
    }
    List<String> parts = new ArrayList<>();
    if (rule.fixed() != null) {
      parts.add("always " + units(rule.fixed()));
    }
    parts.add("keep back " + units(rule.buffer()));
    parts.add("show %d %% of the rest".formatted(rule.percent()));
    if (rule.max() != null) {
      parts.add("at most " + units(rule.max()));
    }
    if (rule.min() > 0) {
      parts.add("nothing below " + units(rule.min()));
    }
    return "'%s'".formatted(String.join(", ", parts));
  }

  private static String units(long units) {
    return String.format(Locale.ROOT, "%,d", units);
  }

  /**
   * What a rule says, as a number: the same for the same rule, another for (all but surely) any
   * other.
   *
   * @param rule null: there is none, which is 0; a channel's own that shows what there is says the
   *     same
   */
  static long version(ScopedRule.Scope scope, @Nullable ListingRule rule) {
    if (rule == null
        || (scope instanceof ScopedRule.Scope.Channel && rule.equals(ListingRule.NONE))) {
      return 0;
    }
    return Versions.ofText(rule.toString());
  }
}
