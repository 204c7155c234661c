/** Reports over HTTP, and as files. */
@NullMarked
package dev.onhand.server.reports;

import org.jspecify.annotations.NullMarked;
