package dev.onhand.server.channels;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Product;
import dev.onhand.engine.catalogue.Products;
import dev.onhand.engine.channels.Listing;
import dev.onhand.engine.channels.ListingFilter;
import dev.onhand.engine.channels.ListingRules;
import dev.onhand.engine.channels.Listings;
import dev.onhand.engine.channels.Suggestion;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.channels.ListingBodies.GroupToPut;
import dev.onhand.server.channels.ListingBodies.ListingBody;
import dev.onhand.server.channels.ListingBodies.ListingChangeBody;
import dev.onhand.server.channels.ListingBodies.MatchToPut;
import dev.onhand.server.channels.ListingBodies.SuggestionBody;
import dev.onhand.server.channels.RuleBodies.ReckoningBody;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Versions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Listings: what they are of, what they should show, what they show, and why. */
@RestController
@RequestMapping(produces = "application/json")
class ListingController {

  static final String PATH = "/api/v1/listings";
  private static final int WAIT_SECONDS_MAX = 30;

  private final Listings listings;
  private final ListingRules rules;
  private final Products products;
  private final Refreshing refreshing;
  private final ListingLooks looks;
  private final ChannelLoop loop;
  private final InstantSource clock;

  ListingController(
      Listings listings,
      ListingRules rules,
      Products products,
      Refreshing refreshing,
      ListingLooks looks,
      ChannelLoop loop,
      InstantSource clock) {
    this.listings = listings;
    this.rules = rules;
    this.products = products;
    this.refreshing = refreshing;
    this.looks = looks;
    this.loop = loop;
    this.clock = clock;
  }

  /** Lists listings, by id. */
  @GetMapping(PATH)
  @Needs(Scope.ORDERS_READ)
  ListBody<ListingBody> listListings(
      Caller caller,
      @RequestParam(required = false) @Nullable String channel,
      @RequestParam(required = false) @Nullable String sku,
      @RequestParam(required = false) @Nullable String only,
      @RequestParam(required = false) @Nullable String group,
      @PageOf(IdKind.LISTING) PageRequest page) {
    ListingFilter filter = filter(caller, channel, sku, only, group);
    Slice<Listing> found = listings.list(caller.seller(), filter, page);
    looks.note(caller.seller(), found.rows());
    return ListBody.of(PATH, found, ListingBody::of);
  }

  private ListingFilter filter(
      Caller caller,
      @Nullable String channel,
      @Nullable String sku,
      @Nullable String only,
      @Nullable String group) {
    return new ListingFilter(
        channel,
        sku == null ? null : product(caller, sku).id(),
        only == null ? null : Fields.checked(() -> ListingFilter.Only.named(only)),
        group);
  }

  private Product product(Caller caller, String sku) {
    return products
        .find(caller.seller(), Fields.checked(() -> Refs.product(sku)))
        .orElseThrow(() -> ProblemException.notFound("product", sku));
  }

  /** Shows a listing. */
  @GetMapping(PATH + "/{id}")
  @Needs(Scope.ORDERS_READ)
  ResponseEntity<ListingBody> showListing(Caller caller, @PathVariable String id) {
    Listing listing = found(caller, id);
    looks.note(caller.seller(), List.of(listing));
    return answer(listing);
  }

  private Listing found(Caller caller, String id) {
    return PublicId.look(IdKind.LISTING, id, number -> listings.find(caller.seller(), number))
        .orElseThrow(() -> ProblemException.notFound("listing", id));
  }

  private static ResponseEntity<ListingBody> answer(Listing listing) {
    return ResponseEntity.ok()
        .header("ETag", Versions.etag(listing.version()))
        .body(ListingBody.of(listing));
  }

  /**
   * Has a listing read at once, also while its channel is paused, and answers it when that is done;
   * at the latest after {@code wait_seconds} (0 to 30). What is not read by then, because the
   * channel's limits allow it later or the channel does not answer, is {@code refreshing}.
   */
  @PostMapping(PATH + "/{id}/refresh")
  @Needs(Scope.CHANNELS_WRITE)
  @Answers(problems = ProblemCode.CONFLICT)
  ResponseEntity<ListingBody> refreshListing(
      Caller caller,
      @PathVariable String id,
      @RequestParam(name = "wait_seconds", defaultValue = "10") int waitSeconds)
      throws InterruptedException {
    Listing listing = found(caller, id);
    return answer(
        refreshing.refresh(caller.seller(), List.of(listing), wait(waitSeconds)).getFirst());
  }

  private static Duration wait(int seconds) {
    if (seconds < 0 || seconds > WAIT_SECONDS_MAX) {
      throw ProblemException.invalid(
          "wait_seconds",
          "wait_seconds must be from 0 to %d, not %d".formatted(WAIT_SECONDS_MAX, seconds));
    }
    return Duration.ofSeconds(seconds);
  }

  /** Has a page of listings read at once, in the order in which they are listed; as above. */
  @PostMapping(PATH + ":refresh")
  @Needs(Scope.CHANNELS_WRITE)
  @Answers(problems = ProblemCode.CONFLICT)
  ListBody<ListingBody> refreshListings(
      Caller caller,
      @RequestParam(required = false) @Nullable String channel,
      @RequestParam(required = false) @Nullable String sku,
      @RequestParam(required = false) @Nullable String only,
      @RequestParam(required = false) @Nullable String group,
      @RequestParam(name = "wait_seconds", defaultValue = "10") int waitSeconds,
      @PageOf(IdKind.LISTING) PageRequest page)
      throws InterruptedException {
    Duration wait = wait(waitSeconds);
    ListingFilter filter = filter(caller, channel, sku, only, group);
    Slice<Listing> wanted = listings.list(caller.seller(), filter, page);
    List<Listing> read = refreshing.refresh(caller.seller(), wanted.rows(), wait);
    return ListBody.of(PATH, new Slice<>(read, wanted.hasMore()), ListingBody::of);
  }

  /**
   * Explains why a listing should show what it should: the rule that holds for it, and what each
   * step of it leaves.
   */
  @GetMapping(PATH + "/{id}/explain")
  @Needs(Scope.ORDERS_READ)
  ReckoningBody explainListing(Caller caller, @PathVariable String id) {
    Listing listing = found(caller, id);
    return rules
        .reckon(caller.seller(), listing.id())
        .map(ReckoningBody::of)
        .orElseGet(() -> ReckoningBody.unmatched(listing));
  }

  /** Lists products that a listing of none may be of, the likeliest first. */
  @GetMapping(PATH + "/{id}/suggestions")
  @Needs(Scope.ORDERS_READ)
  ListBody<SuggestionBody> listSuggestions(Caller caller, @PathVariable String id) {
    Listing listing = found(caller, id);
    List<Suggestion> suggested =
        listings.suggest(caller.seller(), List.of(listing)).getOrDefault(listing.id(), List.of());
    return ListBody.whole(
        PATH + "/" + id + "/suggestions", suggested.stream().map(SuggestionBody::of).toList());
  }

  /** Lists the changes of what a listing shows, newest first. */
  @GetMapping(PATH + "/{id}/history")
  @Needs(Scope.ORDERS_READ)
  ListBody<ListingChangeBody> listListingHistory(
      Caller caller, @PathVariable String id, @PageOf(IdKind.LISTING_CHANGE) PageRequest page) {
    Listing listing = found(caller, id);
    return ListBody.of(
        PATH + "/" + id + "/history",
        listings.history(caller.seller(), listing.id(), page),
        ListingChangeBody::of);
  }

  /** Says of what product a listing is. What it shows follows at once, if its channel works. */
  @PutMapping(PATH + "/{id}/match")
  @Needs(Scope.CHANNELS_WRITE)
  @Answers(problems = ProblemCode.PRECONDITION_FAILED)
  ResponseEntity<ListingBody> matchListing(
      Caller caller,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody MatchToPut body) {
    Listing listing = found(caller, id);
    long units =
        Fields.checked(() -> Listing.Match.requireUnits(body.units() == null ? 1 : body.units()));
    @Nullable ProductId product = body.sku() == null ? null : product(caller, body.sku()).id();
    Edit edit = new Edit(caller.actor(), clock.instant(), Versions.expected(ifMatch));
    Listing saved =
        Versions.saved(
            listings.match(caller.seller(), listing.id(), product, units, edit), "listing", id);
    loop.wake(caller.seller());
    return answer(saved);
  }

  /**
   * Puts a listing into a group, which is made if there is none of that name, or out of the one it
   * is in. What it should show follows at once.
   */
  @PutMapping(PATH + "/{id}/group")
  @Needs(Scope.CHANNELS_WRITE)
  @Answers(problems = ProblemCode.PRECONDITION_FAILED)
  ResponseEntity<ListingBody> groupListing(
      Caller caller,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody GroupToPut body) {
    Listing listing = found(caller, id);
    String given = body.group();
    String group = given == null ? "" : Fields.checked(() -> RuleController.groupName(given));
    Edit edit = new Edit(caller.actor(), clock.instant(), Versions.expected(ifMatch));
    Listing saved =
        Versions.saved(rules.group(caller.seller(), listing.id(), group, edit), "listing", id);
    loop.wake(caller.seller());
    return answer(saved);
  }

  /** Lets a listing be told again that its channel refused. */
  @PostMapping(PATH + "/{id}/unblock")
  @Needs(Scope.CHANNELS_WRITE)
  ResponseEntity<ListingBody> unblockListing(Caller caller, @PathVariable String id) {
    Listing listing = found(caller, id);
    Edit edit = new Edit(caller.actor(), clock.instant(), null);
    Listing saved =
        Versions.saved(listings.unblock(caller.seller(), listing.id(), edit), "listing", id);
    loop.wake(caller.seller());
    return answer(saved);
  }
}
