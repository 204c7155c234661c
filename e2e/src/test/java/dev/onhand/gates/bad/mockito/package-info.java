/** Stands for a mocking library, which is not on any class path. */
@NullMarked
package dev.onhand.gates.bad.mockito;

import org.jspecify.annotations.NullMarked;
