@NullMarked
package dev.onhand.engine.imports;

import org.jspecify.annotations.NullMarked;
