@NullMarked
package dev.onhand.sandbox.magento;

import org.jspecify.annotations.NullMarked;
