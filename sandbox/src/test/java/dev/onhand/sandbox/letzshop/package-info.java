@NullMarked
package dev.onhand.sandbox.letzshop;

import org.jspecify.annotations.NullMarked;
