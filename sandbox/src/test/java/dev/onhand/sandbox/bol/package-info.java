@NullMarked
package dev.onhand.sandbox.bol;

import org.jspecify.annotations.NullMarked;
