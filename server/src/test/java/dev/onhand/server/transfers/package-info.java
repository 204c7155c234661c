/** Tests of transfers over HTTP, on a running server. */
@NullMarked
package dev.onhand.server.transfers;

import org.jspecify.annotations.NullMarked;
