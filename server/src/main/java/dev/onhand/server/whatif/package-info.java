/** What a past period would have come to under other settings. */
@NullMarked
package dev.onhand.server.whatif;

import org.jspecify.annotations.NullMarked;
