/** The description of the API, made from the handlers, their types and their comments. */
@NullMarked
package dev.onhand.server.openapi;

import org.jspecify.annotations.NullMarked;
