/** Channels that Onhand calls: the loops that work their accounts, and how people set them up. */
@NullMarked
package dev.onhand.server.channels;

import org.jspecify.annotations.NullMarked;
