@NullMarked
package dev.onhand.store.webhooks;

import org.jspecify.annotations.NullMarked;
