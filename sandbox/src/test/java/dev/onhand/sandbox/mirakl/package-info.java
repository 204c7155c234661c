@NullMarked
package dev.onhand.sandbox.mirakl;

import org.jspecify.annotations.NullMarked;
