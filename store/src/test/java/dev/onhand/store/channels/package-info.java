@NullMarked
package dev.onhand.store.channels;

import org.jspecify.annotations.NullMarked;
