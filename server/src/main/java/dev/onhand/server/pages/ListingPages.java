package dev.onhand.server.pages;

import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.listing.ListingRule;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Products;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.Listing;
import dev.onhand.engine.channels.ListingFilter;
import dev.onhand.engine.channels.ListingRules;
import dev.onhand.engine.channels.Listings;
import dev.onhand.engine.channels.Reckoning;
import dev.onhand.engine.channels.RulePreview;
import dev.onhand.engine.channels.ScopedRule;
import dev.onhand.engine.channels.Suggestion;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.model.Quantity;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.channels.Refreshing;
import dev.onhand.server.channels.RuleEdits;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Versions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Listings: what they show, why, and what can be done about it. No channel is called here. */
@Controller
class ListingPages {

  /** What is said when something was done, by what the address says. */
  private static final Map<String, String> SAID =
      Map.of(
          "asked", "Its channel is asked what it shows; load the page again in a moment.",
          "rule", "The rule is set.",
          "none", "The rule is gone; the wider one holds.");

  private final Pages pages;
  private final Accounts accounts;
  private final Listings listings;
  private final ListingRules rules;
  private final RuleEdits ruleEdits;
  private final Products products;
  private final Refreshing refreshing;
  private final QuickTopUp topUp;
  private final LocationCodes locations;
  private final InstantSource clock;
  private final RandomGenerator random;

  ListingPages(
      Pages pages,
      Accounts accounts,
      Listings listings,
      ListingRules rules,
      RuleEdits ruleEdits,
      Products products,
      Refreshing refreshing,
      QuickTopUp topUp,
      LocationCodes locations,
      InstantSource clock,
      RandomGenerator random) {
    this.pages = pages;
    this.accounts = accounts;
    this.listings = listings;
    this.rules = rules;
    this.ruleEdits = ruleEdits;
    this.products = products;
    this.refreshing = refreshing;
    this.topUp = topUp;
    this.locations = locations;
    this.clock = clock;
    this.random = random;
  }

  @GetMapping("/listings")
  @Needs(Scope.ORDERS_READ)
  View showListings(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String channel,
      @RequestParam(defaultValue = "") String only,
      @RequestParam(defaultValue = "") String sku,
      @PageOf(IdKind.LISTING) PageRequest page) {
    ListingFilter filter = filter(products, caller, channel, only, sku);
    Slice<Listing> found = Fields.checked(() -> listings.list(caller.seller(), filter, page));
    Map<String, @Nullable String> filters = new LinkedHashMap<>();
    filters.put("channel", channel);
    filters.put("only", only);
    filters.put("sku", sku);
    return pages.page(
        pages.shell(request, caller, "Listings", Shell.Section.LISTINGS),
        "listings",
        Map.of(
            "rows",
            found.rows().stream().map(ListingRow::of).toList(),
            "pager",
            Pager.of("/listings", filters, page, found, IdKind.LISTING, Listing::id),
            "filters",
            filters,
            "export",
            Pager.link("/listings.csv", filters),
            "suggestions",
            suggestions(caller, found.rows()),
            "channels",
            accounts.list(caller.seller()).stream().map(Account::code).toList(),
            "now",
            clock.instant()));
  }

  /** What a page or a file of listings is asked for. */
  static ListingFilter filter(
      Products products, Caller caller, String channel, String only, String sku) {
    return new ListingFilter(
        Fields.given(channel),
        sku.isBlank() ? null : product(products, caller, sku.strip()),
        only.isBlank() ? null : Fields.checked(() -> ListingFilter.Only.named(only)));
  }

  /** By the listing's id, as rows have it: of what product those of none may be. */
  private Map<String, List<Suggestion>> suggestions(Caller caller, List<Listing> found) {
    Map<String, List<Suggestion>> suggestions = new HashMap<>();
    listings
        .suggest(caller.seller(), found)
        .forEach((id, of) -> suggestions.put(PublicId.of(IdKind.LISTING, id), of));
    return suggestions;
  }

  private ProductId product(Caller caller, String sku) {
    return product(products, caller, sku);
  }

  private static ProductId product(Products products, Caller caller, String sku) {
    return products
        .find(caller.seller(), Fields.checked(() -> Refs.product(sku)))
        .orElseThrow(() -> ProblemException.notFound("product", sku))
        .id();
  }

  /** Has what the listings of a product show read now, by their channels' workers. */
  @PostMapping("/listings")
  @Needs(Scope.CHANNELS_WRITE)
  View readListingsOfProduct(Caller caller, @RequestParam String sku) throws InterruptedException {
    ListingFilter filter = new ListingFilter(null, product(caller, sku.strip()), null);
    List<Listing> of =
        listings
            .list(caller.seller(), filter, PageRequest.first(ProductPages.LISTINGS_SHOWN))
            .rows();
    refreshing.refresh(caller.seller(), of, Duration.ZERO);
    return Pages.redirect(Show.stockPath(sku.strip()) + "?changed=asked");
  }

  @GetMapping("/listings/{id}")
  @Needs(Scope.ORDERS_READ)
  View showOnlyListing(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String said,
      @PageOf(IdKind.LISTING_CHANGE) PageRequest page) {
    return page(
        HttpServletResponse.SC_OK,
        request,
        caller,
        listing(caller, id),
        page,
        Map.of("said", SAID.getOrDefault(said, "")));
  }

  /**
   * The page.
   *
   * @param said what it says besides how the listing is
   */
  private View page(
      int status,
      HttpServletRequest request,
      Caller caller,
      Listing listing,
      PageRequest page,
      Map<String, ?> said) {
    Map<String, Object> content = content(caller, listing, page);
    content.putAll(said);
    return pages.page(
        status,
        pages.shell(request, caller, listing.remote().ref().externalId(), Shell.Section.LISTINGS),
        "listing",
        content);
  }

  /** As it is, where nothing is to be said of it. */
  private Map<String, Object> content(Caller caller, Listing listing, PageRequest page) {
    Map<String, Object> content = new HashMap<>();
    content.put("listing", listing);
    content.put("row", ListingRow.of(listing));
    content.put("history", listings.history(caller.seller(), listing.id(), page).rows());
    Optional<Reckoning> reckoning = rules.reckon(caller.seller(), listing.id());
    content.put("reckoning", reckoning.stream().toList());
    content.put("rule", RuleForm.holding(reckoning));
    content.put("seen", seen(caller, listing));
    content.put("preview", List.of());
    content.put(
        "suggestions",
        listings.suggest(caller.seller(), List.of(listing)).getOrDefault(listing.id(), List.of()));
    content.put("locations", locations.all(caller));
    content.put("key", Forms.key(random));
    content.put("said", "");
    content.put("error", "");
    content.put("now", clock.instant());
    return content;
  }

  private String seen(Caller caller, Listing listing) {
    long channel = accounts.find(caller.seller(), listing.channel()).orElseThrow().channel();
    return RuleForm.shown(rules.over(caller.seller(), channel, listing), listing);
  }

  private Listing listing(Caller caller, String id) {
    return PublicId.look(IdKind.LISTING, id, number -> listings.find(caller.seller(), number))
        .orElseThrow(() -> ProblemException.notFound("listing", id));
  }

  private static String path(Listing listing) {
    return "/listings/" + PublicId.of(IdKind.LISTING, listing.id());
  }

  private View refused(
      HttpServletRequest request, Caller caller, Listing listing, ProblemException why) {
    return answer(why.code().status(), request, caller, listing, Map.of("error", Show.said(why)));
  }

  /** The page as the answer to a form. */
  private View answer(
      int status, HttpServletRequest request, Caller caller, Listing listing, Map<String, ?> said) {
    return page(
        status, request, caller, listing, PageRequest.first(PageRequest.LIMIT_DEFAULT), said);
  }

  /**
   * Says of what product a listing is; of none, if no SKU is given.
   *
   * @param version that the form showed: of two people, the second is told
   */
  @PostMapping("/listings/{id}")
  @Needs(Scope.CHANNELS_WRITE)
  View matchOnlyListing(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String sku,
      @RequestParam(defaultValue = "") String units,
      @RequestParam long version) {
    Listing listing = listing(caller, id);
    try {
      ProductId product = sku.isBlank() ? null : product(caller, sku.strip());
      long pack =
          Fields.checked(
              () ->
                  Listing.Match.requireUnits(
                      units.isBlank() ? 1 : Quantity.parseWhole("units", units.strip())));
      Edit edit = new Edit(caller.actor(), clock.instant(), version);
      Saving<Listing> saving = listings.match(caller.seller(), listing.id(), product, pack, edit);
      if (saving instanceof Saving.Stale<Listing>) {
        Listing.Match now = listing(caller, id).match();
        throw Versions.overtaken(
            now == null ? match("", 1) : match(now.sku(), now.units()), match(sku.strip(), pack));
      }
      Versions.saved(saving, "listing", id);
      return Pages.redirect(path(listing));
    } catch (ProblemException refused) {
      return refused(request, caller, listing(caller, id), refused);
    }
  }

  private static String match(String sku, long units) {
    return sku.isEmpty() ? "of no product" : "%d of '%s'".formatted(units, sku);
  }

  /** Has what it shows read now, by its channel's worker. */
  @PostMapping("/listings/{id}/sync")
  @Needs(Scope.CHANNELS_WRITE)
  View readOnlyListing(HttpServletRequest request, Caller caller, @PathVariable String id)
      throws InterruptedException {
    Listing listing = listing(caller, id);
    try {
      refreshing.refresh(caller.seller(), List.of(listing), Duration.ZERO);
      return Pages.redirect(path(listing) + "?said=asked");
    } catch (ProblemException stopped) {
      return refused(request, caller, listing, stopped);
    }
  }

  /**
   * Adds units of its product, by a top-up that has its record: goes to it.
   *
   * @param units of the listing
   * @param key of the form, under which they are added once
   */
  @PostMapping("/listings/{id}/add")
  @Needs(Scope.STOCK_WRITE)
  View addQuantity(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String units,
      @RequestParam(defaultValue = "") String location,
      @RequestParam(defaultValue = "") String note,
      @RequestParam(defaultValue = "") String key) {
    Listing listing = listing(caller, id);
    ListingRow row = ListingRow.of(listing);
    String sku = row.sku();
    try {
      if (sku == null) {
        throw ProblemException.invalid("sku", "sku: say of what product it is first");
      }
      Fields fields = Fields.ofParameters();
      var many =
          fields.required("units", units.strip(), text -> Quantity.parseWhole("units", text));
      var place = fields.required("location", location, LocationRef::code);
      QuickTopUp.Wish wish =
          fields.build(
              () ->
                  new QuickTopUp.Wish(
                      place.get(), sku, many.get(), row.pack(), "listing " + id, note));
      long batch = topUp.add(caller, wish, key);
      return Pages.redirect("/batches/" + PublicId.of(IdKind.BATCH, batch) + "?said=push");
    } catch (ProblemException refused) {
      return refused(request, caller, listing, refused);
    }
  }

  /**
   * Sets how much of what there is a listing shows, takes that rule away, or says what would come
   * of it.
   *
   * @param action preview, set or remove
   * @param scope listing, group or channel: for what the rule is
   * @param seen the rules that the form showed: of two people, the second is told
   */
  @PostMapping("/listings/{id}/rule")
  @Needs(Scope.CHANNELS_WRITE)
  View ruleListing(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @RequestParam String action,
      @RequestParam(defaultValue = "listing") String scope,
      @RequestParam(name = "stops_selling", defaultValue = "false") boolean stopsSelling,
      @RequestParam(defaultValue = "") String buffer,
      @RequestParam(defaultValue = "") String percent,
      @RequestParam(defaultValue = "") String fixed,
      @RequestParam(defaultValue = "") String max,
      @RequestParam(defaultValue = "") String min,
      @RequestParam String seen) {
    Listing listing = listing(caller, id);
    RuleForm form = new RuleForm(scope, stopsSelling, buffer, percent, fixed, max, min);
    try {
      long channel = accounts.find(caller.seller(), listing.channel()).orElseThrow().channel();
      ScopedRule.Scope what = form.scopeOf(listing);
      Edit edit = new Edit(caller.actor(), clock.instant(), null);
      switch (action) {
        case "preview" -> {
          RulePreview preview = rules.preview(caller.seller(), channel, what, form.read());
          return answer(
              HttpServletResponse.SC_OK,
              request,
              caller,
              listing,
              Map.of("rule", form, "seen", seen, "preview", List.of(preview)));
        }
        case "set", "remove" -> {
          ListingRule wanted = action.equals("set") ? form.read() : null;
          ruleEdits.replace(caller.seller(), channel, what, form.seen(seen), wanted, edit);
        }
        default ->
            throw ProblemException.invalid("action", "action must be preview, set or remove");
      }
      return Pages.redirect(path(listing) + "?said=" + (action.equals("set") ? "rule" : "none"));
    } catch (ProblemException refused) {
      return answer(
          refused.code().status(),
          request,
          caller,
          listing,
          Map.of("rule", form, "error", Show.said(refused)));
    }
  }
}
