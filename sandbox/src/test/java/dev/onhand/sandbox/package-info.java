@NullMarked
package dev.onhand.sandbox;

import org.jspecify.annotations.NullMarked;
