@NullMarked
package dev.onhand.connector.json;

import org.jspecify.annotations.NullMarked;
