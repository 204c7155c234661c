/**
 * A past period lived through again: what happened is given in the order in which it was committed,
 * and decided by the same functions as then, under the settings of then or under others. Pure: the
 * same past and settings give the same result.
 */
@NullMarked
package dev.onhand.core.replay;

import org.jspecify.annotations.NullMarked;
