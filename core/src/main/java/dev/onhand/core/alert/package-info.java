/** When something is an alert, and when people are told of it: pure rules over facts. */
@NullMarked
package dev.onhand.core.alert;

import org.jspecify.annotations.NullMarked;
