package dev.onhand.engine.batch;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.catalogue.Edit;
import java.util.Collection;
import java.util.List;

/** Whether the channels took what was posted. */
public interface Acknowledgements {

  /**
   * Looks at the listings of products that were posted. Of each that shows what it should, and is
   * believed to, a record is written, once; from then on it counts as acknowledged, whatever is
   * sold from it later.
   *
   * @param products of the batch, posted
   * @return the listings of which this is not so
   */
  List<Waiting> note(SellerId seller, Batch batch, Collection<ProductId> products, Edit edit);

  /**
   * A listing that was not told yet.
   *
   * @param product of the batch
   * @param why in words, to follow the listing
   */
  record Waiting(ProductId product, String channel, String externalId, String why) {}
}
