@NullMarked
package dev.onhand.sandbox.kaufland;

import org.jspecify.annotations.NullMarked;
