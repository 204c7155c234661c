/** The shipped build, used from outside as a person would: its scripts, its commands, its pages. */
@NullMarked
package dev.onhand.e2e;

import org.jspecify.annotations.NullMarked;
