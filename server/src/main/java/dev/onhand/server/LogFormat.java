package dev.onhand.server;

/** How lines of the console's log look; the log file is always JSON. */
public enum LogFormat {
  PLAIN,
  JSON
}
