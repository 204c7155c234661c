/**
 * Sellers and tokens in PostgreSQL. What is of no one seller (the list of sellers, the index of
 * secrets) is read and written as the platform's role, all else as the seller.
 */
@NullMarked
package dev.onhand.store.access;

import org.jspecify.annotations.NullMarked;
