@NullMarked
package dev.onhand.sandbox.shop;

import org.jspecify.annotations.NullMarked;
