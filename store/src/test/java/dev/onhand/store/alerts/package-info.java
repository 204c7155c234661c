@NullMarked
package dev.onhand.store.alerts;

import org.jspecify.annotations.NullMarked;
