package dev.onhand.sandbox.medusa;

/** Medusa's ids: what it is, and 26 signs in the order of making. */
final class Ids {
  private static final String ITEM = "iitem_";

  /** The location whose stock is sold. */
  static final String MAIN = "sloc_01M7SANDBOX0000000000000MAIN";

  /** A location at which nothing is stocked unless a client does it. */
  static final String SECOND = "sloc_01M7SANDBOX000000000000SECND";

  private Ids() {}

  static String item(long number) {
    return of(ITEM, number);
  }

  static String variant(long number) {
    return of("variant_", number);
  }

  static String product(long number) {
    return of("prod_", number);
  }

  static String level(long number, String location) {
    return of(location.equals(MAIN) ? "ilev_" : "ilev2_", number);
  }

  static String order(long number) {
    return of("order_", number);
  }

  static String line(long number) {
    return of("ordli_", number);
  }

  static String fulfilment(long number) {
    return of("ful_", number);
  }

  static String reservation(long line) {
    return of("resitem_", line);
  }

  static String of(String kind, long number) {
    return "%s01M7%022d".formatted(kind, number);
  }
}
