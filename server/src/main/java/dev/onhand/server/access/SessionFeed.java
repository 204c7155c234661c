package dev.onhand.server.access;

/** Where an open page calls by itself: that nobody does anything must not keep a session alive. */
public final class SessionFeed {

  public static final String PATH = "/feed";

  private SessionFeed() {}
}
