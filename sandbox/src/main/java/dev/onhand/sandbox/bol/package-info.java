/**
 * bol's Offers API v11 and Retailer API v10. From its documentation: the version of a call is in
 * the type of its documents; tokens are good for five minutes; an offer has one number, of which
 * bol takes off what was ordered after the last update; the list of orders says what was shipped
 * and cancelled by counts, and not what was sold; limits are told with every answer. Simplified: a
 * cancelled order gives its units back also where it was placed before the last update. Start
 * reading at {@link dev.onhand.sandbox.bol.Bol}.
 */
@NullMarked
package dev.onhand.sandbox.bol;

import org.jspecify.annotations.NullMarked;
