/**
 * The contract of connectors. A connector's test extends {@link
 * dev.onhand.connector.tck.ConnectorContract} and says which marketplace of the sandbox it is run
 * against; the rules stand in one class for each concern. The sandbox knows the truth and lets go
 * wrong what a rule is about.
 */
@NullMarked
package dev.onhand.connector.tck;

import org.jspecify.annotations.NullMarked;
