package dev.onhand.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The program's version, from the manifest of its jar. */
final class Version implements IVersionProvider {

  static String number() {
    String version = Version.class.getPackage().getImplementationVersion();
    return Objects.requireNonNullElse(version, "development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"onhand " + number()};
  }
}
