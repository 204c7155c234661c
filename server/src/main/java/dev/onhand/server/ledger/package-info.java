/**
 * The ledger looked at as a whole, over HTTP and by jobs: its head, its verification, duplicates,
 * and levels brought in line.
 */
@NullMarked
package dev.onhand.server.ledger;

import org.jspecify.annotations.NullMarked;
