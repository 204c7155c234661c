@NullMarked
package dev.onhand.store.reports;

import org.jspecify.annotations.NullMarked;
