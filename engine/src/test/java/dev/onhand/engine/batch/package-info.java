@NullMarked
package dev.onhand.engine.batch;

import org.jspecify.annotations.NullMarked;
