@NullMarked
package dev.onhand.sandbox.backmarket;

import org.jspecify.annotations.NullMarked;
