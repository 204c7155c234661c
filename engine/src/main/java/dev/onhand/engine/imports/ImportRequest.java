package dev.onhand.engine.imports;

import dev.onhand.core.ledger.SellerId;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A wish to import one file.
 *
 * @param actor who asks for it, as each movement will say
 * @param kind {@value Importer#MOVEMENTS}, {@value Importer#ORDERS} or the name of a {@link
 *     RetailMapping}
 * @param file where it lies; it must not change until the import ends
 * @param seenAt when the same content was imported for the first time, which is how new orders in
 *     it are that name no time; null: now
 * @param run under which what it records is noted, so that it can be undone; null: nothing is
 */
public record ImportRequest(
    SellerId seller,
    String actor,
    String kind,
    Path file,
    Options options,
    @Nullable Instant seenAt,
    @Nullable Long run) {

  /**
   * How to go about it.
   *
   * @param dryRun understand and check, and write nothing
   * @param create make products and locations that do not exist
   * @param zone what times without a zone are in; a retailer's mapping knows its own
   * @param charset what the file is written in; null: found out, and refused where that needs a
   *     guess
   * @param location where the units are that the file says nothing of; null: a retailer's are at
   *     {@value Importer#LOCATION_DEFAULT}, and a file of movements must name all locations itself
   * @param as what a retailer's sales become
   * @param columns which columns of a file of movements or orders are which of ours; null: its
   *     header says so
   */
  public record Options(
      boolean dryRun,
      boolean create,
      OnError onError,
      ZoneId zone,
      @Nullable Charset charset,
      @Nullable String location,
      As as,
      @Nullable ColumnChoice columns) {

    /** Of a file whose header is in our words. */
    public Options(
        boolean dryRun,
        boolean create,
        OnError onError,
        ZoneId zone,
        @Nullable Charset charset,
        @Nullable String location,
        As as) {
      this(dryRun, create, onError, zone, charset, location, as, null);
    }

    /** The same with columns chosen. */
    public Options with(@Nullable ColumnChoice chosen) {
      return new Options(dryRun, create, onError, zone, charset, location, as, chosen);
    }
  }

  /** What a retailer's sales become. */
  public enum As {
    /** Orders, reserved and shipped, with returns of their units. */
    ORDERS,
    /** Movements, each for itself. */
    MOVEMENTS;

    /** As written in the API and on the command line. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<As> find(String code) {
      return switch (code) {
        case "orders" -> Optional.of(ORDERS);
        case "movements" -> Optional.of(MOVEMENTS);
        default -> Optional.empty();
      };
    }
  }

  /** What a line that is wrong means for the others. */
  public enum OnError {
    /**
     * The whole file is checked first, and if any line is wrong nothing is applied. If the ledger
     * then refuses a line, the import goes no further than the some thousand lines it is among.
     */
    STOP,
    /** Lines that are wrong or refused are reported and left out. */
    SKIP;

    /** As written in the API and on the command line. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<OnError> find(String code) {
      return switch (code) {
        case "stop" -> Optional.of(STOP);
        case "skip" -> Optional.of(SKIP);
        default -> Optional.empty();
      };
    }
  }
}
