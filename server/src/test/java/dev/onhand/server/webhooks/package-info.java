/** Webhooks as who receives them sees them. */
@NullMarked
package dev.onhand.server.webhooks;

import org.jspecify.annotations.NullMarked;
