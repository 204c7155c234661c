/**
 * Who may do what: sellers, and the tokens by which programs act for them. A token's secret is
 * shown once, where it is made; from then on only its hash is known here.
 */
@NullMarked
package dev.onhand.engine.access;

import org.jspecify.annotations.NullMarked;
