/** Facts about what scans add up to, and what a count corrects. */
@NullMarked
package dev.onhand.core.batch;

import org.jspecify.annotations.NullMarked;
