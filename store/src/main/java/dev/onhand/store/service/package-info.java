/** How this server served, in PostgreSQL. */
@NullMarked
package dev.onhand.store.service;

import org.jspecify.annotations.NullMarked;
