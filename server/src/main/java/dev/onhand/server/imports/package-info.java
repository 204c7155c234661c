/** Imports over HTTP: a file comes in whole, is checked, and becomes movements. */
@NullMarked
package dev.onhand.server.imports;

import org.jspecify.annotations.NullMarked;
