/** Tests of the web pages over HTTP, on a running server. */
@NullMarked
package dev.onhand.server.pages;

import org.jspecify.annotations.NullMarked;
