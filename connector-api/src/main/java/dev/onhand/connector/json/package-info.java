/**
 * Documents in JSON, as most channels write them: how they are read and written, calls whose
 * answers are such, logins that give a token in one, and GraphQL. It knows no channel.
 */
@NullMarked
package dev.onhand.connector.json;

import org.jspecify.annotations.NullMarked;
