package dev.onhand.connector.json;

import dev.onhand.connector.Preset;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Presets that are written beside a connector's factory, in {@value #FILE}. */
public final class Presets {

  private static final String FILE = "presets.json";

  private Presets() {}

  /**
   * @throws IllegalStateException if there is no such file
   * @throws tools.jackson.core.JacksonException if it is not written as {@link Preset} is
   */
  public static Preset[] beside(Class<?> factory) {
    try (InputStream in = factory.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("there is no %s beside %s".formatted(FILE, factory));
      }
      return Json.STRICT.snakeCase().read(in.readAllBytes(), Preset[].class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
