/**
 * Back Market's seller API. From its documentation: one quantity per listing, lowered by Back
 * Market when an order is placed; a synchronous push for one listing and an asynchronous CSV for
 * many; orders are polled. Start reading at {@link dev.onhand.sandbox.backmarket.BackMarket}.
 */
@NullMarked
package dev.onhand.sandbox.backmarket;

import org.jspecify.annotations.NullMarked;
