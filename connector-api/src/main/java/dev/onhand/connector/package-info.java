/**
 * What a connector must do to speak the API of a marketplace or shop for Onhand.
 *
 * <p>A connector is small: it pushes quantities and reads listings, and what else its channel can
 * do it says by optional interfaces. It knows nothing of the ledger or the database, makes no HTTP
 * client, never waits, repeats or logs by itself, and keeps nothing between calls. It maps what the
 * channel <em>said</em>; what goes wrong on the wire stays an exception of {@link
 * dev.onhand.connector.http}, which the engine knows how to treat.
 */
@NullMarked
package dev.onhand.connector;

import org.jspecify.annotations.NullMarked;
