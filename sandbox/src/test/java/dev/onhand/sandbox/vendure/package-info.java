@NullMarked
package dev.onhand.sandbox.vendure;

import org.jspecify.annotations.NullMarked;
