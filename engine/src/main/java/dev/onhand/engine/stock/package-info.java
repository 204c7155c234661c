/** Stock as people ask for it: how much there was at an instant. Nothing here changes stock. */
@NullMarked
package dev.onhand.engine.stock;

import org.jspecify.annotations.NullMarked;
