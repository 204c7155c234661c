/** Tests of batches over HTTP. */
@NullMarked
package dev.onhand.server.batches;

import org.jspecify.annotations.NullMarked;
