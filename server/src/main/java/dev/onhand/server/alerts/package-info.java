/** Alerts: their rules, the rounds that watch what rules are for, and how people are told. */
@NullMarked
package dev.onhand.server.alerts;

import org.jspecify.annotations.NullMarked;
