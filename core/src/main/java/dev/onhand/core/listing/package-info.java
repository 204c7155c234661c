/**
 * What listings should show, what they are believed to show, and what follows from a difference.
 */
@NullMarked
package dev.onhand.core.listing;

import org.jspecify.annotations.NullMarked;
