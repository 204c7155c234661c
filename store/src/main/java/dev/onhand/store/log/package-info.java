/** The log, read back from the journal, the findings, the jobs and the alerts. */
@NullMarked
package dev.onhand.store.log;

import org.jspecify.annotations.NullMarked;
