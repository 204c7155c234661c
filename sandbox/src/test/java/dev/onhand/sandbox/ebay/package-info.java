@NullMarked
package dev.onhand.sandbox.ebay;

import org.jspecify.annotations.NullMarked;
