/** Runs what is due: workers for each queue, the hour's timetable, and the sealing of movements. */
@NullMarked
package dev.onhand.server.jobs;

import org.jspecify.annotations.NullMarked;
