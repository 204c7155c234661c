/**
 * Facts about orders: each situation by itself, and whole histories delivered in every disorder.
 */
@NullMarked
package dev.onhand.core.order;

import org.jspecify.annotations.NullMarked;
