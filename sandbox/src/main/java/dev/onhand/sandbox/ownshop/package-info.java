/**
 * A shop that its owner wrote, by the contract in {@code docs/reference/own-shop.md}: five calls
 * below one address, a bearer's secret, pages that go on behind the last row, pushes by {@code
 * PUT}, and orders by the time of their last change. Beside it one that was there before, with
 * calls and words of its own. Start reading at {@link dev.onhand.sandbox.ownshop.OwnShop}.
 */
@NullMarked
package dev.onhand.sandbox.ownshop;

import org.jspecify.annotations.NullMarked;
