/**
 * Cdiscount's marketplace by Octopia's seller REST API. From its documentation: a token of two
 * hours by client credentials; one quantity of an offer for all sales channels; pushes always in a
 * package that is opened, filled, closed and worked on minutes later, with a result for each offer;
 * the next page of offers and results only in a header. Whether an order lowers the quantity is not
 * documented: an account here does or does not, as it is opened. Start reading at {@link
 * dev.onhand.sandbox.cdiscount.Cdiscount}.
 */
@NullMarked
package dev.onhand.sandbox.cdiscount;

import org.jspecify.annotations.NullMarked;
