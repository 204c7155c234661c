@NullMarked
package dev.onhand.connectors.files;

import org.jspecify.annotations.NullMarked;
