/**
 * Back Market's seller API, and the model for all other connectors: a reader who knows this package
 * knows them all. It knows nothing of stock; it says what Back Market said.
 *
 * <p>One quantity per listing for all countries of a platform. Orders are told by the states of
 * their lines; those of the orders themselves say nothing of shipping.
 */
@NullMarked
package dev.onhand.connectors.backmarket;

import org.jspecify.annotations.NullMarked;
