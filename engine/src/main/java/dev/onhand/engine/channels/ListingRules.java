package dev.onhand.engine.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.ListingRule;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Saving;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where is kept how much of what there is listings show, and of which groups they are. */
public interface ListingRules {

  /** The rules of a channel: its own, those of groups, and those of single listings. */
  List<ScopedRule> list(SellerId seller, long channel);

  /** The rule that is set for just that; empty: none is. */
  Optional<ListingRule> find(SellerId seller, long channel, ScopedRule.Scope scope);

  /**
   * Sets a rule, or takes it away. What listings should show follows at once.
   *
   * @param rule null: the wider one holds
   */
  void set(
      SellerId seller, long channel, ScopedRule.Scope scope, @Nullable ListingRule rule, Edit edit);

  /**
   * As {@link #set}, while the rule is still the one that was seen.
   *
   * @param seen null: there was none
   * @return false: it is another now, and stays
   */
  boolean replace(
      SellerId seller,
      long channel,
      ScopedRule.Scope scope,
      @Nullable ListingRule seen,
      @Nullable ListingRule rule,
      Edit edit);

  /** Those that a listing of the channel may be under: its own, its group's and the channel's. */
  Rules over(SellerId seller, long channel, Listing listing);

  /**
   * What {@link #set} would do; does nothing of it.
   *
   * @param rule as there
   */
  RulePreview preview(
      SellerId seller, long channel, ScopedRule.Scope scope, @Nullable ListingRule rule);

  /** The groups of a channel, by name. */
  List<ListingGroup> groups(SellerId seller, long channel);

  /** Puts a listing into a group, which is made if there is none; empty: into none. */
  Saving<Listing> group(SellerId seller, long listing, String group, Edit edit);

  /**
   * Gives a group another name. Its listings and its rule go with it.
   *
   * @return missing: there is no such group; taken: there is one of the new name
   */
  Saving<ListingGroup> rename(SellerId seller, long channel, String group, String name, Edit edit);

  /**
   * How a listing comes to what it should show.
   *
   * @return empty: there is no such listing, or it is of no product
   */
  Optional<Reckoning> reckon(SellerId seller, long listing);
}
