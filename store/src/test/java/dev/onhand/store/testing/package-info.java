/** What tests of several modules need: real databases made in moments, and networks that fail. */
@NullMarked
package dev.onhand.store.testing;

import org.jspecify.annotations.NullMarked;
