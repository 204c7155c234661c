package dev.onhand.server.settings;

/** How lines of the console's log look; the log file is always JSON. */
public enum LogFormat {
  PLAIN,
  JSON
}
