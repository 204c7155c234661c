/** Tests of alerts, their rules, and how people are told. */
@NullMarked
package dev.onhand.server.alerts;

import org.jspecify.annotations.NullMarked;
