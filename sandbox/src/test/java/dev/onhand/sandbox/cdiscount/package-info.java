@NullMarked
package dev.onhand.sandbox.cdiscount;

import org.jspecify.annotations.NullMarked;
