@NullMarked
package dev.onhand.store.secrets;

import org.jspecify.annotations.NullMarked;
