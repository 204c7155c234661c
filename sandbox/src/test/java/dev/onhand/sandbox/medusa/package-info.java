@NullMarked
package dev.onhand.sandbox.medusa;

import org.jspecify.annotations.NullMarked;
