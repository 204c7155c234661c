/**
 * Amazon's Selling Partner API. From its documentation: a merchant's offer has one quantity, which
 * Amazon lowers when an order is placed, also while it is pending; a patch is accepted and takes
 * effect later, and so does a feed of many; a report lists all offers, hours old; orders are
 * polled. Each operation has a bucket of its own. Start reading at {@link
 * dev.onhand.sandbox.amazon.Amazon}.
 */
@NullMarked
package dev.onhand.sandbox.amazon;

import org.jspecify.annotations.NullMarked;
