@NullMarked
package dev.onhand.sandbox.graphql;

import org.jspecify.annotations.NullMarked;
