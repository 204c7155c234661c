/** Batches over HTTP: top-ups and counts, and the records of what they changed. */
@NullMarked
package dev.onhand.server.batches;

import org.jspecify.annotations.NullMarked;
