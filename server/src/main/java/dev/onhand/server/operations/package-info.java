/** What those need who run the server: health, metrics, the log. */
@NullMarked
package dev.onhand.server.operations;

import org.jspecify.annotations.NullMarked;
