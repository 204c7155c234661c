@NullMarked
package dev.onhand.engine.service;

import org.jspecify.annotations.NullMarked;
