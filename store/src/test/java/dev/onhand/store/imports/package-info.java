@NullMarked
package dev.onhand.store.imports;

import org.jspecify.annotations.NullMarked;
