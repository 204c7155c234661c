package dev.onhand.engine.buffers;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.listing.BufferProposal;
import java.util.Locale;

/**
 * What listings of a product keep back on a channel.
 *
 * @param soldLines lines of orders that it was sold by elsewhere
 * @param soldUnits their units
 */
public record TunedBuffer(
    ProductId product, String sku, long soldLines, long soldUnits, BufferProposal proposal) {

  private static final double WHOLE = 100;

  /** Why, in a sentence. */
  public String reason() {
    return String.format(
        Locale.ROOT,
        "Sold elsewhere by %d lines with %d units; %.3f lines are expected while a number is on its way."
            + " Without a buffer some of it is sold twice with a chance of %.3f %%, with %d kept back of %.3f %%.",
        soldLines,
        soldUnits,
        proposal.lines(),
        proposal.chanceWithout() * WHOLE,
        proposal.buffer(),
        proposal.chance() * WHOLE);
  }
}
