/**
 * Facts about the shared words, and the corpus of texts and numbers that are not what they seem.
 */
@NullMarked
package dev.onhand.model;

import org.jspecify.annotations.NullMarked;
