/**
 * Who asks, and whether they may: tokens, scopes, the first start, the seller's own data. Every
 * handler declares the scope it needs, or that it needs none; without that it is not reached.
 */
@NullMarked
package dev.onhand.server.access;

import org.jspecify.annotations.NullMarked;
