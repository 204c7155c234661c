/**
 * What is scanned together and then posted together: goods to add, or counts. Pure rules: what
 * scans add up to, what a count corrects, and who may approve it.
 */
@NullMarked
package dev.onhand.core.batch;

import org.jspecify.annotations.NullMarked;
