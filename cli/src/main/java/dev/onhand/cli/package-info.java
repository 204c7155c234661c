/**
 * The command line. {@code serve} and {@code demo} start the server; every other command is a
 * client of its REST API and must not load a class of the server, so that it starts in a fraction
 * of a second.
 */
@NullMarked
package dev.onhand.cli;

import org.jspecify.annotations.NullMarked;
