@NullMarked
package dev.onhand.store.database;

import org.jspecify.annotations.NullMarked;
