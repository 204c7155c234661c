@NullMarked
package dev.onhand.store.events;

import org.jspecify.annotations.NullMarked;
