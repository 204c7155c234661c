package dev.onhand.engine.access;

import dev.onhand.model.Text;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A seller to be made.
 *
 * @param code 1 to 40 of a–z, 0–9 and -
 * @param name 1 to {@value #NAME_LENGTH_MAX} characters
 */
public record NewSeller(String code, String name, ZoneId timeZone, Instant createdAt) {

  public static final int NAME_LENGTH_MAX = 200;

  public NewSeller {
    if (!code.matches("[a-z0-9][a-z0-9-]{0,39}")) {
      throw new IllegalArgumentException(
          "code must be 1 to 40 of the characters a-z, 0-9 and -, and begin with a letter or digit");
    }
    name = requireName(name);
  }

  /** A seller's name, if it is a good one. */
  public static String requireName(String name) {
    return Text.identifier("name", name, NAME_LENGTH_MAX);
  }
}
