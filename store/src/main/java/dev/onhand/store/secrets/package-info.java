/** What is kept so that a copy of the database alone does not tell it. */
@NullMarked
package dev.onhand.store.secrets;

import org.jspecify.annotations.NullMarked;
