/** How this server serves those who use it, kept over its restarts. */
@NullMarked
package dev.onhand.engine.service;

import org.jspecify.annotations.NullMarked;
