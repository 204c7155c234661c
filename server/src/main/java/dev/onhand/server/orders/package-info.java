/**
 * Orders over HTTP: handed in as their channel shows them, shown with what was done for each line,
 * and listed; goods that came back; and the loop that applies again those for which stock has come.
 */
@NullMarked
package dev.onhand.server.orders;

import org.jspecify.annotations.NullMarked;
