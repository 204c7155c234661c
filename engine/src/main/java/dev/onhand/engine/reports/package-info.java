/**
 * Questions about stock and channels that are asked again and again, and their answers as tables.
 */
@NullMarked
package dev.onhand.engine.reports;

import org.jspecify.annotations.NullMarked;
