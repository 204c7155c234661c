package dev.onhand.engine.verification;

import java.util.HexFormat;

/**
 * A SHA-256 hash.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Sha256(String hex) {

  public static final int BYTES = 32;

  public Sha256 {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "a SHA-256 hash is 64 hexadecimal digits (0-9, a-f), not '"
              + (hex.length() <= 80 ? hex : hex.substring(0, 80) + "…")
              + "'");
    }
  }

  /** Of its {@value #BYTES} bytes. */
  public static Sha256 of(byte[] bytes) {
    return new Sha256(HexFormat.of().formatHex(bytes));
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
