package dev.onhand.store.database;

import java.nio.file.Path;

/** Opens a data directory and says whether it could. */
final class OpenerMain {

  private OpenerMain() {}

  public static void main(String[] arguments) {
    try (DataDirectory data = DataDirectory.open(Path.of(arguments[0]))) {
      System.out.println("opened " + data.path());
    } catch (DatabaseSetupException e) {
      System.out.println(e.getMessage());
    }
  }
}
