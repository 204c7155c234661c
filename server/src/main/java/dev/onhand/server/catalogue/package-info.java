/** Products and locations over HTTP. */
@NullMarked
package dev.onhand.server.catalogue;

import org.jspecify.annotations.NullMarked;
