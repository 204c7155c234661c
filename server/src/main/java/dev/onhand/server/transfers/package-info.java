/** Transfers between locations over HTTP: sent, received in parts, cancelled, shown and listed. */
@NullMarked
package dev.onhand.server.transfers;

import org.jspecify.annotations.NullMarked;
