package dev.onhand.server.pages;

import dev.onhand.engine.access.Scope;
import java.time.ZoneId;
import java.util.Set;

/**
 * What every page has around it.
 *
 * @param title of the page
 * @param section of the navigation that it is in
 * @param seller whose stock it shows
 * @param actor who looks at it
 * @param formKey what its forms bring back
 * @param zone in which its times are shown: the seller's
 * @param scopes what the person may do
 * @param version of the program
 */
public record Shell(
    String title,
    Section section,
    String seller,
    String actor,
    String formKey,
    ZoneId zone,
    Set<Scope> scopes,
    String version) {

  /** An entry of the navigation. */
  public enum Section {
    OVERVIEW("Overview", "/", Scope.STOCK_READ),
    STOCK("Stock", "/stock", Scope.STOCK_READ),
    ORDERS("Orders", "/orders", Scope.ORDERS_READ),
    RECEIVING("Receiving", "/receiving", Scope.STOCK_READ),
    BATCHES("Batches", "/batches", Scope.STOCK_READ),
    LISTINGS("Listings", "/listings", Scope.ORDERS_READ),
    CHANNELS("Channels", "/channels", Scope.ORDERS_READ),
    RECONCILIATION("Reconciliation", "/reconciliations", Scope.ORDERS_READ),
    JOURNAL("Journal", "/journal", Scope.STOCK_READ),
    ALERTS("Alerts", "/alerts", Scope.JOBS_READ),
    SETTINGS("Settings", "/settings/locations", Scope.LOCATIONS_READ);

    private final String label;
    private final String path;
    private final Scope needs;

    Section(String label, String path, Scope needs) {
      this.label = label;
      this.path = path;
      this.needs = needs;
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

  public boolean may(Scope scope) {
    return scopes.contains(scope);
  }
}
