/** Pages of a list: which rows a caller wants, and what it gets. Knows nothing of HTTP or SQL. */
@NullMarked
package dev.onhand.engine.paging;

import org.jspecify.annotations.NullMarked;
