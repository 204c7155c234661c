/**
 * Marketplaces that run on Mirakl, by its seller API: Leroy Merlin, Decathlon, Carrefour and
 * hundreds more. Each operator has an instance of its own, and a seller one key for each.
 *
 * <p>Stock goes up in a file that is worked on in minutes; only then is it known of each line
 * whether it was taken. Small shops are read by pages, large ones by an export that Mirakl makes
 * once a day. Orders are told by the states of their lines.
 */
@NullMarked
package dev.onhand.connectors.mirakl;

import org.jspecify.annotations.NullMarked;
