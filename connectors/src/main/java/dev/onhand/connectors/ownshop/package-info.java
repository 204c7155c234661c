/**
 * A shop of one's own, by HTTP and JSON. Where a call goes, what it carries and where things stand
 * in an answer are settings: templates and JSON pointers. Their defaults are the contract in {@code
 * docs/reference/own-shop.md}, so that a shop that keeps to it goes the same way as one that has
 * words of its own.
 *
 * <p>Start reading at {@link dev.onhand.connectors.ownshop.OwnShopSettings}. What comes from
 * outside is kept in its place by {@link dev.onhand.connector.http.Template} on the way out, and by
 * {@link dev.onhand.connector.json.Pointer} and {@link dev.onhand.connector.http.NextLink} on the
 * way in.
 */
@NullMarked
package dev.onhand.connectors.ownshop;

import org.jspecify.annotations.NullMarked;
