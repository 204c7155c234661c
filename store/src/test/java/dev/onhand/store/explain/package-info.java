@NullMarked
package dev.onhand.store.explain;

import org.jspecify.annotations.NullMarked;
