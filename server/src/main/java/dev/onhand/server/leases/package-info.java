/** Work of which one node does each piece at a time. */
@NullMarked
package dev.onhand.server.leases;

import org.jspecify.annotations.NullMarked;
