package dev.onhand.sandbox.shop;

import java.time.Instant;

/**
 * One line of a shop's journal: a listing before and after something happened to it. A push that
 * sets the number that is there already is written too.
 *
 * @param ordinal 1, 2, 3, … within the shop
 * @param at the sandbox's time, without the shop's skew
 * @param reference the order's id, or the number of the call that pushed; empty if neither
 * @param before the same as after if the listing is new
 */
public record Entry(
    long ordinal, Instant at, Cause cause, String reference, Listing before, Listing after) {}
