package dev.onhand.server.pages;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Products;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.Listing;
import dev.onhand.engine.channels.ListingFilter;
import dev.onhand.engine.channels.Listings;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Versions;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Channels and their listings. What is asked of a channel here is done by its worker, later. */
@Controller
class ChannelPages {

  private static final int CALL_DAYS = 7;

  private final Pages pages;
  private final Accounts accounts;
  private final Listings listings;
  private final Products products;
  private final InstantSource clock;

  ChannelPages(
      Pages pages, Accounts accounts, Listings listings, Products products, InstantSource clock) {
    this.pages = pages;
    this.accounts = accounts;
    this.listings = listings;
    this.products = products;
    this.clock = clock;
  }

  @GetMapping("/channels")
  @Needs(Scope.ORDERS_READ)
  View showChannels(HttpServletRequest request, Caller caller) {
    return pages.page(
        pages.shell(request, caller, "Channels", Shell.Section.CHANNELS),
        "channels",
        Map.of("rows", rows(caller), "now", clock.instant()));
  }

  /** Each account with what there is to say of it. */
  List<ChannelRow> rows(Caller caller) {
    Instant now = clock.instant();
    return accounts.list(caller.seller()).stream()
        .map(
            account ->
                ChannelRow.of(
                    account,
                    listings.count(caller.seller(), account.channel(), now),
                    accounts.calls(caller.seller(), account.channel(), CALL_DAYS)))
        .toList();
  }

  /** Pauses an account, lets it go on, or has its orders or listings asked for now. */
  @PostMapping("/channels/{code}")
  @Needs(Scope.CHANNELS_WRITE)
  View steerChannel(Caller caller, @PathVariable String code, @RequestParam String action) {
    Account account =
        accounts
            .find(caller.seller(), code)
            .orElseThrow(() -> ProblemException.notFound("channel account", code));
    Instant now = clock.instant();
    switch (action) {
      case "pause" ->
          accounts.setState(
              caller.seller(),
              account.channel(),
              Account.State.PAUSED,
              "paused by " + caller.actor(),
              now);
      case "resume" ->
          accounts.setState(caller.seller(), account.channel(), Account.State.ACTIVE, null, now);
      case "pull" -> accounts.want(caller.seller(), account.channel(), now, null);
      case "read" -> accounts.want(caller.seller(), account.channel(), null, now);
      default ->
          throw ProblemException.invalid("action", "action must be pause, resume, pull or read");
    }
    return Pages.redirect("/channels");
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
    ListingFilter filter =
        new ListingFilter(
            channel.isBlank() ? null : channel.strip(),
            sku.isBlank() ? null : product(caller, sku.strip()),
            only.isBlank() ? null : Fields.checked(() -> ListingFilter.Only.named(only)));
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
            "channels",
            accounts.list(caller.seller()).stream().map(Account::code).toList(),
            "now",
            clock.instant()));
  }

  private ProductId product(Caller caller, String sku) {
    return products
        .find(caller.seller(), Fields.checked(() -> Refs.product(sku)))
        .orElseThrow(() -> ProblemException.notFound("product", sku))
        .id();
  }

  @GetMapping("/listings/{id}")
  @Needs(Scope.ORDERS_READ)
  View showOnlyListing(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @PageOf(IdKind.LISTING_CHANGE) PageRequest page) {
    Listing listing = listing(caller, id);
    return pages.page(
        pages.shell(request, caller, listing.remote().ref().externalId(), Shell.Section.LISTINGS),
        "listing",
        Map.of(
            "listing",
            listing,
            "row",
            ListingRow.of(listing),
            "history",
            listings.history(caller.seller(), listing.id(), page).rows(),
            "now",
            clock.instant()));
  }

  private Listing listing(Caller caller, String id) {
    return PublicId.look(IdKind.LISTING, id, number -> listings.find(caller.seller(), number))
        .orElseThrow(() -> ProblemException.notFound("listing", id));
  }

  /** Says of what product a listing is; of none, if no SKU is given. */
  @PostMapping("/listings/{id}")
  @Needs(Scope.CHANNELS_WRITE)
  View matchOnlyListing(
      Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String sku,
      @RequestParam(defaultValue = "1") long units) {
    Listing listing = listing(caller, id);
    ProductId product = sku.isBlank() ? null : product(caller, sku.strip());
    Edit edit = new Edit(caller.actor(), clock.instant(), listing.version());
    Versions.saved(
        listings.match(caller.seller(), listing.id(), product, Math.max(1, units), edit),
        "listing",
        id);
    return Pages.redirect("/listings/" + id);
  }
}
