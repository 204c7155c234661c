/**
 * Channels that Onhand calls: their accounts and listings, orders that come in, numbers that go
 * out, and whether both sides agree. An account is worked by one thread at a time, on one node,
 * under a lease; what it does next follows from what is stored, so that any node may go on with it.
 */
@NullMarked
package dev.onhand.engine.channels;

import org.jspecify.annotations.NullMarked;
