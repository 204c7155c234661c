package dev.onhand.server.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.ListingRule;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.Connectors;
import dev.onhand.engine.channels.Listing;
import dev.onhand.engine.channels.ListingGroup;
import dev.onhand.engine.channels.ListingRules;
import dev.onhand.engine.channels.Listings;
import dev.onhand.engine.channels.RulePreview;
import dev.onhand.engine.channels.Rules;
import dev.onhand.engine.channels.ScopedRule;
import dev.onhand.model.Text;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.channels.RuleBodies.GroupName;
import dev.onhand.server.channels.RuleBodies.ListingGroupBody;
import dev.onhand.server.channels.RuleBodies.RuleBody;
import dev.onhand.server.channels.RuleBodies.RulePreviewBody;
import dev.onhand.server.channels.RuleBodies.ScopedRuleBody;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Versions;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How much of what there is the listings of a channel show, and the groups that rules are for. */
@RestController
@RequestMapping(produces = "application/json")
class RuleController {

  private static final String RULE = "/api/v1/channels/{code}/rule";
  private static final String GROUPS = "/api/v1/channels/{code}/groups";

  private final ListingRules rules;
  private final RuleEdits edits;
  private final Listings listings;
  private final Accounts accounts;
  private final Connectors connectors;
  private final ChannelLoop loop;
  private final InstantSource clock;

  RuleController(
      ListingRules rules,
      RuleEdits edits,
      Listings listings,
      Accounts accounts,
      Connectors connectors,
      ChannelLoop loop,
      InstantSource clock) {
    this.rules = rules;
    this.edits = edits;
    this.listings = listings;
    this.accounts = accounts;
    this.connectors = connectors;
    this.loop = loop;
    this.clock = clock;
  }

  /** Lists the rules of a channel: its own, those of groups, those of listings. */
  @GetMapping("/api/v1/channels/{code}/rules")
  @Needs(Scope.ORDERS_READ)
  ListBody<ScopedRuleBody> listRules(Caller caller, @PathVariable String code) {
    Account account = account(caller, code);
    return ListBody.whole(
        "/api/v1/channels/" + code + "/rules",
        rules.list(caller.seller(), account.channel()).stream().map(ScopedRuleBody::of).toList());
  }

  private Account account(Caller caller, String code) {
    return AccountDesk.found(accounts, caller, code);
  }

  /**
   * Sets the rule of a channel's listings, with {@code group} of those of a group, or with {@code
   * listing} of one of them. With {@code dry_run} nothing is changed: the answer says what would be
   * pushed. With If-Match, only if the rule there still has this version, 0 where there was none.
   */
  @PutMapping(RULE)
  @Needs(Scope.CHANNELS_WRITE)
  ResponseEntity<ScopedRuleBody> putRule(
      Caller caller,
      @PathVariable String code,
      @RequestParam(required = false) @Nullable String listing,
      @RequestParam(required = false) @Nullable String group,
      @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody RuleBody body) {
    Account account = account(caller, code);
    ScopedRule rule =
        new ScopedRule(scope(caller, account, listing, group), Fields.checked(body::rule));
    Changing change = new Changing(caller, account, rule.scope(), rule.rule());
    return answer(change, ifMatch, dryRun, ScopedRuleBody.of(rule));
  }

  /**
   * Takes a rule away: the channel's own, with {@code group} that of a group, or with {@code
   * listing} that of one of its listings. Answers the rule that holds in its place. With {@code
   * dry_run} and If-Match as above.
   */
  @DeleteMapping(RULE)
  @Needs(Scope.CHANNELS_WRITE)
  ResponseEntity<ScopedRuleBody> deleteRule(
      Caller caller,
      @PathVariable String code,
      @RequestParam(required = false) @Nullable String listing,
      @RequestParam(required = false) @Nullable String group,
      @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    Account account = account(caller, code);
    ScopedRule.Scope scope = scope(caller, account, listing, group);
    Rules left = Rules.of(rules.list(caller.seller(), account.channel())).with(scope, null);
    ScopedRule holding =
        switch (scope) {
          case ScopedRule.Scope.One one ->
              left.holding(one.listing(), listing(caller, one.listing()).group());
          case ScopedRule.Scope.Group named -> left.holding(0, "");
          case ScopedRule.Scope.Channel all -> left.holding(0, "");
        };
    Changing change = new Changing(caller, account, scope, null);
    return answer(change, ifMatch, dryRun, ScopedRuleBody.of(holding));
  }

  /**
   * @param wanted null: the wider one holds
   */
  private record Changing(
      Caller caller, Account account, ScopedRule.Scope scope, @Nullable ListingRule wanted) {}

  /** The ETag is of the rule that was named, also where a wider one is answered. */
  private ResponseEntity<ScopedRuleBody> answer(
      Changing change, @Nullable String ifMatch, boolean dryRun, ScopedRuleBody answer) {
    SellerId seller = change.caller().seller();
    long channel = change.account().channel();
    Edit edit = new Edit(change.caller().actor(), clock.instant(), Versions.expected(ifMatch));
    if (dryRun) {
      edits.requireSeen(seller, channel, change.scope(), change.wanted(), edit);
      RulePreview preview = rules.preview(seller, channel, change.scope(), change.wanted());
      return ResponseEntity.ok(
          answer.with(RulePreviewBody.of(preview, connectors.perPush(change.account()))));
    }
    edits.set(seller, channel, change.scope(), change.wanted(), edit);
    loop.wake(seller);
    return ResponseEntity.ok()
        .header("ETag", Versions.etag(RuleEdits.version(change.scope(), change.wanted())))
        .body(answer);
  }

  private ScopedRule.Scope scope(
      Caller caller, Account account, @Nullable String listing, @Nullable String group) {
    if (listing != null && group != null) {
      throw ProblemException.invalid("group", "listing and group exclude each other");
    }
    if (group != null) {
      return new ScopedRule.Scope.Group(Fields.checked(() -> groupName(group)));
    }
    if (listing == null) {
      return new ScopedRule.Scope.Channel();
    }
    return PublicId.look(IdKind.LISTING, listing, number -> listings.find(caller.seller(), number))
        .filter(found -> found.channel().equals(account.code()))
        .map(found -> new ScopedRule.Scope.One(found.id()))
        .orElseThrow(() -> ProblemException.notFound("listing", listing));
  }

  private Listing listing(Caller caller, long id) {
    return listings
        .find(caller.seller(), id)
        .orElseThrow(() -> ProblemException.notFound("listing", PublicId.of(IdKind.LISTING, id)));
  }

  /**
   * @throws IllegalArgumentException if it can be none
   */
  static String groupName(String name) {
    return Text.identifier("group", name, ListingGroup.NAME_LENGTH_MAX);
  }

  /** Lists the groups of a channel, by name: those with listings in them or a rule of their own. */
  @GetMapping(GROUPS)
  @Needs(Scope.ORDERS_READ)
  ListBody<ListingGroupBody> listListingGroups(Caller caller, @PathVariable String code) {
    Account account = account(caller, code);
    return ListBody.whole(
        "/api/v1/channels/" + code + "/groups",
        rules.groups(caller.seller(), account.channel()).stream()
            .map(ListingGroupBody::of)
            .toList());
  }

  /** Gives a group another name. Its listings and its rule go with it. */
  @PutMapping(GROUPS + "/{group}")
  @Needs(Scope.CHANNELS_WRITE)
  @Answers(problems = ProblemCode.CONFLICT)
  ListingGroupBody renameListingGroup(
      Caller caller,
      @PathVariable String code,
      @PathVariable String group,
      @RequestBody GroupName body) {
    Account account = account(caller, code);
    Fields fields = new Fields();
    var given = fields.required("name", body.name(), RuleController::groupName);
    String name = fields.build(given::get);
    Edit edit = new Edit(caller.actor(), clock.instant(), null);
    return ListingGroupBody.of(
        Versions.saved(
            rules.rename(caller.seller(), account.channel(), group, name, edit), "group", group));
  }
}
