/**
 * As much of GraphQL as clients of shops send: one operation with variables and their defaults,
 * fields with aliases, arguments and directives, inline and named fragments. No subscriptions, no
 * types: what a document holds can be asked for, and anything else is refused as an unknown field.
 */
@NullMarked
package dev.onhand.sandbox.graphql;

import org.jspecify.annotations.NullMarked;
