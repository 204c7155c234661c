package dev.onhand.server.pages;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.Persons.Membership;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.access.Seller;
import dev.onhand.engine.access.Session;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every page has around it.
 *
 * @param title of the page
 * @param section of the navigation that it is in
 * @param owner whose stock it shows
 * @param memberships for whom the person may act, by name; empty: a token, which is of one seller
 * @param actor who looks at it
 * @param formKey what its forms bring back
 * @param scopes what the person may do
 * @param program that answers
 * @param location that the lists of stock are narrowed to; empty: to none
 * @param views of the list that the page is; null: none can be kept
 */
public record Shell(
    String title,
    Section section,
    Seller owner,
    List<Membership> memberships,
    String actor,
    String formKey,
    Set<Scope> scopes,
    Program program,
    String location,
    @Nullable ViewBar views) {

  /** By which parameter a list is narrowed to a location. */
  static final String LOCATION = "location";

  /** What can be narrowed so. */
  private static final Set<Section> OF_LOCATIONS =
      EnumSet.of(Section.STOCK, Section.RESERVATIONS, Section.RECEIVING, Section.JOURNAL);

  /**
   * What answers.
   *
   * @param environment what it says that it is, such as staging; empty: nothing
   */
  public record Program(String version, String environment) {}

  /** An entry of the navigation. */
  public enum Section {
    OVERVIEW("Overview", "/", Scope.STOCK_READ),
    STOCK("Stock", "/stock", Scope.STOCK_READ),
    ORDERS("Orders", "/orders", Scope.ORDERS_READ),
    RESERVATIONS("Reservations", "/reservations", Scope.ORDERS_READ, ORDERS),
    RECEIVING("Receiving", "/receiving", Scope.STOCK_READ),
    BATCHES("Batches and counts", "/batches", Scope.STOCK_READ, RECEIVING),
    IMPORTS("Imports", "/imports", Scope.STOCK_READ, RECEIVING),
    LISTINGS("Listings", "/listings", Scope.ORDERS_READ),
    RECONCILIATION("Reconciliation", "/reconciliations", Scope.ORDERS_READ, LISTINGS),
    CHANNELS("Channels", "/channels", Scope.ORDERS_READ),
    SYNC("Sync", "/sync", Scope.JOBS_READ, CHANNELS),
    HELD("Held changes", "/held-changes", Scope.ORDERS_READ, CHANNELS),
    JOURNAL("Journal", "/journal", Scope.STOCK_READ),
    REPORTS("Reports", "/reports", Scope.STOCK_READ),
    ALERTS("Alerts", "/alerts", Scope.JOBS_READ),
    SETTINGS("Settings", "/settings/locations", Scope.LOCATIONS_READ);

    private final String label;
    private final String path;
    private final Scope needs;
    private final @Nullable Section above;

    Section(String label, String path, Scope needs) {
      this(label, path, needs, null);
    }

    Section(String label, String path, Scope needs, @Nullable Section above) {
      this.label = label;
      this.path = path;
      this.needs = needs;
      this.above = above;
    }

    /** Those that the navigation always shows. */
    public static List<Section> tops() {
      return Arrays.stream(values()).filter(section -> section.above == null).toList();
    }

    /** Itself, or the one that it is a part of. */
    public Section top() {
      return above == null ? this : above;
    }

    /** Its top and the parts of that one: more than one where there are tabs. */
    public List<Section> parts() {
      return Arrays.stream(values()).filter(section -> section.top() == top()).toList();
    }

    public String label() {
      return label;
    }

    public String path() {
      return path;
    }

    public Scope needs() {
      return needs;
    }
  }

  /** Where an entry of the navigation leads: the location that is looked at stays chosen. */
  public String path(Section to) {
    return OF_LOCATIONS.contains(to) && !location.isEmpty()
        ? to.path() + "?" + LOCATION + "=" + Show.encoded(location)
        : to.path();
  }

  /** The tabs above the page: those of its part of the navigation that the person may see. */
  public List<Section> tabs() {
    return section.parts().stream().filter(part -> may(part.needs())).toList();
  }

  /** The name of the seller whose stock it shows. */
  public String seller() {
    return owner.name();
  }

  /** In which its times are shown: the seller's. */
  public ZoneId zone() {
    return owner.timeZone();
  }

  /** How this seller is named where a page tells for whom it was opened. */
  public String sellerId() {
    return id(owner.id());
  }

  /** How the seller is named for whom the person acts by this. */
  public static String id(SellerId seller) {
    return PublicId.of(IdKind.SELLER, seller.value());
  }

  /** For which seller a session of the person acts, by name. */
  public String sellerOf(Session session) {
    return session.by() instanceof Session.By.Person(var seller, var user)
        ? memberships.stream()
            .filter(membership -> membership.user().seller().equals(seller))
            .map(Membership::seller)
            .findFirst()
            .orElse("")
        : seller();
  }

  /** Whether there is another seller to switch to. */
  public boolean hasOthers() {
    return memberships.size() > 1;
  }

  /** The page's title; who works for several sellers is told whose tab it is. */
  public String fullTitle() {
    return hasOthers() ? title + " · " + seller() : title;
  }

  /**
   * What leaves out the columns that the visitor does not want to see, as classes of the table.
   *
   * @param before how many columns the table has before the first that has a title
   */
  public String hides(int before) {
    return views == null ? "" : views.columns().classes(before);
  }

  public boolean may(Scope scope) {
    return scopes.contains(scope);
  }
}
