@NullMarked
package dev.onhand.engine.webhooks;

import org.jspecify.annotations.NullMarked;
