/**
 * Reads books and journal side by side for a verification, and writes what it puts right. Movements
 * and seals are only ever read here.
 */
@NullMarked
package dev.onhand.store.verification;

import org.jspecify.annotations.NullMarked;
