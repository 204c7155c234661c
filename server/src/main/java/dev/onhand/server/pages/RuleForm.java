package dev.onhand.server.pages;

import dev.onhand.core.listing.ListingRule;
import dev.onhand.engine.channels.Listing;
import dev.onhand.engine.channels.Reckoning;
import dev.onhand.engine.channels.Rules;
import dev.onhand.engine.channels.ScopedRule;
import dev.onhand.model.Quantity;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A rule as a form has it: numbers as text, empty where there is none.
 *
 * @param scope listing, group or channel: for what it is
 */
public record RuleForm(
    String scope,
    boolean stopsSelling,
    String buffer,
    String percent,
    String fixed,
    String max,
    String min) {

  /**
   * The one that holds, ready to become the listing's own, so that nobody sets a wider one unasked.
   */
  static RuleForm holding(Optional<Reckoning> reckoning) {
    return of("listing", reckoning.map(found -> found.rule().rule()).orElse(ListingRule.NONE));
  }

  private static RuleForm of(String scope, ListingRule rule) {
    return new RuleForm(
        scope,
        rule.stopsSelling(),
        text(rule.buffer()),
        text((long) rule.percent()),
        text(rule.fixed()),
        text(rule.max()),
        text(rule.min()));
  }

  /** The rules for what a listing belongs to, for the form to hand back; see {@link #seen}. */
  static String shown(Rules rules, Listing listing) {
    return Stream.of(
            new ScopedRule.Scope.One(listing.id()),
            new ScopedRule.Scope.Group(listing.group()),
            new ScopedRule.Scope.Channel())
        .map(scope -> rules.find(scope).map(rule -> of(scope.kind(), rule).joined()).orElse(""))
        .collect(Collectors.joining(";"));
  }

  private String joined() {
    return String.join(",", "" + stopsSelling, buffer, percent, fixed, max, min);
  }

  /**
   * The rule that was there when the form was made, for what this one is.
   *
   * @param shown {@link #shown}
   * @return null: none was
   * @throws ProblemException if it is not what a form hands back
   */
  @Nullable ListingRule seen(String shown) {
    String[] all = shown.split(";", -1);
    int which = List.of("listing", "group", "channel").indexOf(scope);
    String[] rule = which < 0 || all.length != 3 ? new String[0] : all[which].split(",", -1);
    if (rule.length == 1 && rule[0].isEmpty()) {
      return null;
    }
    if (rule.length != 6) {
      throw ProblemException.invalid("seen", "seen must be as the form has it");
    }
    return new RuleForm(
            scope, Boolean.parseBoolean(rule[0]), rule[1], rule[2], rule[3], rule[4], rule[5])
        .read();
  }

  private static String text(@Nullable Long units) {
    return units == null ? "" : units.toString();
  }

  /**
   * @throws ProblemException with all that is wrong
   */
  ListingRule read() {
    Fields fields = Fields.ofParameters();
    var kept = whole(fields, "buffer", buffer);
    var share = whole(fields, "percent", percent);
    var constant = whole(fields, "fixed", fixed);
    var most = whole(fields, "max", max);
    var least = whole(fields, "min", min);
    return fields.build(
        () ->
            new ListingRule(
                stopsSelling,
                or(kept.orNull(), 0),
                Math.clamp(or(share.orNull(), 100), -1, 1_000),
                constant.orNull(),
                most.orNull(),
                or(least.orNull(), 0)));
  }

  private static Fields.Field<Long> whole(Fields fields, String name, String text) {
    return fields.optional(name, Fields.given(text), given -> Quantity.parseWhole(name, given));
  }

  private static long or(@Nullable Long units, long usual) {
    return units == null ? usual : units;
  }

  /**
   * @throws ProblemException if it is for nothing that the listing belongs to
   */
  ScopedRule.Scope scopeOf(Listing listing) {
    return switch (scope) {
      case "listing" -> new ScopedRule.Scope.One(listing.id());
      case "channel" -> new ScopedRule.Scope.Channel();
      case "group" -> {
        if (listing.group().isEmpty()) {
          throw ProblemException.invalid("scope", "scope: it is in no group");
        }
        yield new ScopedRule.Scope.Group(listing.group());
      }
      default -> throw ProblemException.invalid("scope", "scope must be listing, group or channel");
    };
  }
}
