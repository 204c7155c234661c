/** Tests of several nodes on one database. */
@NullMarked
package dev.onhand.server.leases;

import org.jspecify.annotations.NullMarked;
