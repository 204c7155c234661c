package dev.onhand.engine.channels;

import dev.onhand.core.listing.ListingRule;
import dev.onhand.engine.channels.ScopedRule.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules of a channel. Of those that are for a listing the narrowest holds alone. */
public final class Rules {

  private static final ScopedRule NONE = new ScopedRule(new Scope.Channel(), ListingRule.NONE);

  private final Map<Scope, ListingRule> rules;

  private Rules(Map<Scope, ListingRule> rules) {
    this.rules = rules;
  }

  public static Rules of(List<ScopedRule> rules) {
    Map<Scope, ListingRule> known = new HashMap<>();
    rules.forEach(scoped -> known.put(scoped.scope(), scoped.rule()));
    return new Rules(known);
  }

  /**
   * As they would be.
   *
   * @param rule null: the wider one holds
   */
  public Rules with(Scope scope, @Nullable ListingRule rule) {
    Map<Scope, ListingRule> others = new HashMap<>(rules);
    if (rule == null) {
      others.remove(scope);
    } else {
      others.put(scope, rule);
    }
    return new Rules(others);
  }

  /** The rule for that itself; empty: none is set. */
  public Optional<ListingRule> find(Scope scope) {
    return Optional.ofNullable(rules.get(scope));
  }

  /**
   * The rule that holds for a listing.
   *
   * @param group empty: it is in none
   * @return of the channel, that shows what there is, where no rule is set
   */
  public ScopedRule holding(long listing, String group) {
    for (Scope scope :
        group.isEmpty()
            ? List.of(new Scope.One(listing), new Scope.Channel())
            : List.of(new Scope.One(listing), new Scope.Group(group), new Scope.Channel())) {
      ListingRule rule = rules.get(scope);
      if (rule != null) {
        return new ScopedRule(scope, rule);
      }
    }
    return NONE;
  }
}
