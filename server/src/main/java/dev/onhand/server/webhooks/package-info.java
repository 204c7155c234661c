/** Webhooks: where events are sent, what became of each, and the sending. */
@NullMarked
package dev.onhand.server.webhooks;

import org.jspecify.annotations.NullMarked;
