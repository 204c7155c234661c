package dev.onhand.server.pages;

/**
 * What is said above a purchase order.
 *
 * @param done what was done
 * @param error why something was not
 * @param ending the action that was to end it, and was refused
 * @param reason that was typed for it
 */
public record PurchaseNotice(String done, String error, String ending, String reason) {

  static PurchaseNotice done(String done) {
    return new PurchaseNotice(done, "", "", "");
  }

  static PurchaseNotice refused(String error) {
    return new PurchaseNotice("", error, "", "");
  }
}
