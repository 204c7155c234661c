/** Proves that the contract kit fails on connectors that break it. */
@NullMarked
package dev.onhand.connectors.kit;

import org.jspecify.annotations.NullMarked;
