/**
 * A marketplace that runs on Mirakl, from the documentation of its seller API: offers in pages and
 * in files that are made on demand, stock that goes up in a file and is worked on minutes later,
 * orders by the states of their lines, and an interval for each operation.
 */
@NullMarked
package dev.onhand.sandbox.mirakl;

import org.jspecify.annotations.NullMarked;
