@NullMarked
package dev.onhand.sandbox.refurbed;

import org.jspecify.annotations.NullMarked;
