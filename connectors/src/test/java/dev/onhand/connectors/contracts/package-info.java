/**
 * Holds what is on the wire against what the owners of APIs publish of them. What may not be copied
 * is read from a folder beside the repository; tests that need it are skipped where it is not.
 */
@NullMarked
package dev.onhand.connectors.contracts;

import org.jspecify.annotations.NullMarked;
