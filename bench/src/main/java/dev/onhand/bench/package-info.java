/**
 * Measures Onhand beside the plain way of doing the same, in one run on one machine, so that the
 * ratios mean something where the absolute numbers do not. Not shipped.
 */
@NullMarked
package dev.onhand.bench;

import org.jspecify.annotations.NullMarked;
