package dev.onhand.engine.orders;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.OrderSnapshot.ShipTo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where an order goes whose channel says the country and postcode and no coordinates: the area of
 * the seller's that the postcode begins with, else the middle of the country. Good for choosing
 * between warehouses of different countries; within a country as good as the areas are.
 */
public final class Destinations {

  public static final int POSTCODE_LENGTH_MAX = 20;

  private static final Map<String, ShipTo> COUNTRIES = readCountries();

  private final PostcodeAreas areas;

  public Destinations(PostcodeAreas areas) {
    this.areas = areas;
  }

  /**
   * Where that is.
   *
   * @param country as {@link #country} gives it
   */
  public ShipTo find(SellerId seller, String country, @Nullable String postcode) {
    ShipTo middle = Objects.requireNonNull(COUNTRIES.get(country), country);
    List<String> prefixes = prefixes(postcode == null ? "" : PostcodeArea.plain(postcode));
    return prefixes.isEmpty() ? middle : areas.find(seller, country, prefixes).orElse(middle);
  }

  private static List<String> prefixes(String postcode) {
    List<String> prefixes = new ArrayList<>();
    int longest = Math.min(postcode.length(), PostcodeArea.PREFIX_LENGTH_MAX);
    for (int length = 1; length <= longest; length++) {
      prefixes.add(postcode.substring(0, length));
    }
    return prefixes;
  }

  /**
   * The country of that code, in capitals.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static String country(String code) {
    String capitals = code.toUpperCase(Locale.ROOT);
    if (!COUNTRIES.containsKey(capitals)) {
      throw new IllegalArgumentException(
          "country must be one of the two-letter codes of ISO 3166-1, such as FR, not '%s'"
              .formatted(code));
    }
    return capitals;
  }

  private static Map<String, ShipTo> readCountries() {
    Map<String, ShipTo> countries = new HashMap<>();
    try (InputStream in = Destinations.class.getResourceAsStream("countries.txt")) {
      String text =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
      text.lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" ", -1))
          .forEach(
              row ->
                  countries.put(
                      row[0], new ShipTo(Double.parseDouble(row[1]), Double.parseDouble(row[2]))));
    } catch (IOException e) {
      throw new UncheckedIOException("the list of countries cannot be read", e);
    }
    return Map.copyOf(countries);
  }
}
