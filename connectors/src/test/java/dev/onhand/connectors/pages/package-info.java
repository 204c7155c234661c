/** The documentation of connectors, made from what they say of themselves. */
@NullMarked
package dev.onhand.connectors.pages;

import org.jspecify.annotations.NullMarked;
