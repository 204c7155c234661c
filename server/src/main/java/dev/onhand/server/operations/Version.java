package dev.onhand.server.operations;

/** Which version of Onhand this is. */
public final class Version {

  private Version() {}

  /** As in the manifest of the jar; "development" when run from classes. */
  public static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
