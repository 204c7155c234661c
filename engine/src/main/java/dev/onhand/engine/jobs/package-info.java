/**
 * Durable work in named queues: seen only after the commit that asked for it, tried again after a
 * while, and never lost from sight.
 */
@NullMarked
package dev.onhand.engine.jobs;

import org.jspecify.annotations.NullMarked;
