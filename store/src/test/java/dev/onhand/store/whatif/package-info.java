@NullMarked
package dev.onhand.store.whatif;

import org.jspecify.annotations.NullMarked;
