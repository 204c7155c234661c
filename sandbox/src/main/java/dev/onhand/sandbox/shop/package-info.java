/**
 * The truth of one account on one marketplace: what is listed, what was sold, and all that ever
 * happened to a listing. It knows no wire format and does not know what the seller really has.
 */
@NullMarked
package dev.onhand.sandbox.shop;

import org.jspecify.annotations.NullMarked;
