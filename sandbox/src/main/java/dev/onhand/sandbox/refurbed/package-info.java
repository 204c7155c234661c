/**
 * refurbed's merchant API in its HTTP form. From its documentation: every method is a {@code POST}
 * with JSON as proto3 maps it, so numbers of 64 bits are texts and what has its default value is
 * left out; one stock number per offer for all markets; up to 50 offers in one push, each with a
 * status of its own; one item of an order is one piece. Whether refurbed lowers the stock when it
 * sells is not documented: an account here does or does not, as it is opened. Start reading at
 * {@link dev.onhand.sandbox.refurbed.Refurbed}.
 */
@NullMarked
package dev.onhand.sandbox.refurbed;

import org.jspecify.annotations.NullMarked;
