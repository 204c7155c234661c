package dev.onhand.engine.ledger;

/**
 * "I read this row at this version": if it has another when the list is decided, the list is
 * refused. The row is locked until the commit.
 *
 * @param table which of the store's versioned tables
 * @param id the row's id
 * @param version the version that was read
 */
public record VersionCheck(Table table, long id, long version) {

  /** The tables whose rows carry a version. */
  public enum Table {
    PRODUCT,
    TRANSFER,
    PURCHASE_ORDER
  }
}
