/** Tests of when jobs are due. */
@NullMarked
package dev.onhand.engine.jobs;

import org.jspecify.annotations.NullMarked;
