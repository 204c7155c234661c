/**
 * Real shops, installed from npm and run on loopback, and an Onhand that keeps them in agreement.
 * Only where asked for: {@code bin/verify --real-shops}. Start reading at {@link
 * dev.onhand.e2e.shops.RealShopsIT}.
 */
@NullMarked
package dev.onhand.e2e.shops;

import org.jspecify.annotations.NullMarked;
