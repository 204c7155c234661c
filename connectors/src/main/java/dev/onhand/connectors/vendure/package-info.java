/**
 * Vendure 3's Admin API, in GraphQL. A variant's stock is physical, with what is allocated to
 * orders beside it: what Onhand calls a listing's quantity is what is left of it, so a push adds
 * what is allocated. A listing is a variant at the account's stock location.
 */
@NullMarked
package dev.onhand.connectors.vendure;

import org.jspecify.annotations.NullMarked;
