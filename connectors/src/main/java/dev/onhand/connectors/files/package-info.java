/**
 * Files in a folder, for any partner that neither calls nor can be called: orders come as CSV,
 * stock goes out as CSV, and what is listed is in a CSV that the partner or the seller keeps.
 *
 * <p>The transport answers a folder as a web space ({@link dev.onhand.connector.http.Folders}), so
 * that nothing here touches a disk. A file of orders is moved away when it is read, and shown again
 * for as long as it is asked for what changed since then.
 */
@NullMarked
package dev.onhand.connectors.files;

import org.jspecify.annotations.NullMarked;
