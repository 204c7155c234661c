package dev.onhand.connectors.amazon;

import dev.onhand.connector.ReadsOrder;
import dev.onhand.connector.ReportsOrders;

/** Orders, of whichever version of the API. */
interface Orders extends ReportsOrders, ReadsOrder {}
