@NullMarked
package dev.onhand.server.imports;

import org.jspecify.annotations.NullMarked;
