package dev.onhand.server.pages;

import dev.onhand.connector.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Addresses of what pages load beside themselves. Each has a word of what the file contains, so
 * that browsers may keep it for ever and still load another one at once.
 */
public final class Assets {

  private static final int WORD_LENGTH = 10;

  private static final Map<String, String> PATHS = new ConcurrentHashMap<>();

  private Assets() {}

  /**
   * Where a file is.
   *
   * @param name below {@code /assets/}
   * @throws IllegalStateException if there is none
   */
  public static String path(String name) {
    return PATHS.computeIfAbsent(name, Assets::withWord);
  }

  private static String withWord(String name) {
    try (InputStream file = Assets.class.getResourceAsStream("/static/assets/" + name)) {
      if (file == null) {
        throw new IllegalStateException("there is no asset " + name);
      }
      String word = Sha256.hex(file.readAllBytes()).substring(0, WORD_LENGTH);
      return "/assets/%s?v=%s".formatted(name, word);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read asset " + name, e);
    }
  }
}
