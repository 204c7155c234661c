/** Tests of what runs by the clock. */
@NullMarked
package dev.onhand.server.jobs;

import org.jspecify.annotations.NullMarked;
