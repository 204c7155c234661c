@NullMarked
package dev.onhand.sandbox.manomano;

import org.jspecify.annotations.NullMarked;
