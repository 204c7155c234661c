@NullMarked
package dev.onhand.server.channels;

import org.jspecify.annotations.NullMarked;
