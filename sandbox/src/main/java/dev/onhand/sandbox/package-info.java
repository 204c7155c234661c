/**
 * Simulated marketplaces on loopback. Each account has its own truth ({@link
 * dev.onhand.sandbox.shop.Shop}), speaks the real wire format of its marketplace ({@link
 * dev.onhand.sandbox.Dialect}), keeps that marketplace's limits and fails when told to ({@link
 * dev.onhand.sandbox.Faults}). Nothing here knows the connectors: what is said on the wire comes
 * from the marketplaces' documentation. Start reading at {@link dev.onhand.sandbox.Sandbox}.
 */
@NullMarked
package dev.onhand.sandbox;

import org.jspecify.annotations.NullMarked;
