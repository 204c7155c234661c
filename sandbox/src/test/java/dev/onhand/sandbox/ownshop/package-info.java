@NullMarked
package dev.onhand.sandbox.ownshop;

import org.jspecify.annotations.NullMarked;
