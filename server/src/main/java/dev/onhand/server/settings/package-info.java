/** How a server is set up from outside: by environment variables, each documented in one list. */
@NullMarked
package dev.onhand.server.settings;

import org.jspecify.annotations.NullMarked;
