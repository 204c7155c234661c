package dev.onhand.server.imports;

import dev.onhand.core.ledger.LocationRef;
import dev.onhand.engine.imports.ImportRequest.As;
import dev.onhand.engine.imports.ImportRequest.OnError;
import dev.onhand.engine.imports.ImportRequest.Options;
import dev.onhand.engine.imports.Importer;
import dev.onhand.model.Text;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.ProblemException;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parameters of an import, read, with all that is wrong told at once. */
final class ImportParameters {

  private static final int FILE_NAME_LENGTH_MAX = 255;

  private final List<FieldError> errors = new ArrayList<>();

  /**
   * As they stand in the query.
   *
   * @param create null: a retailer's file makes what it needs, a file of movements does not
   */
  record Given(
      String kind,
      @Nullable String dryRun,
      @Nullable String create,
      @Nullable String onError,
      @Nullable String fileName,
      @Nullable String charset,
      @Nullable String location,
      @Nullable String as) {}

  /**
   * As they were read.
   *
   * @param makesOrders whether the file has orders
   */
  record Read(String kind, String fileName, Options options, boolean makesOrders) {}

  private ImportParameters() {}

  /**
   * @param retailers the kinds there are beside {@value Importer#MOVEMENTS} and {@value
   *     Importer#ORDERS}
   * @throws ProblemException with all that is wrong
   */
  static Read read(Given given, Set<String> retailers, ZoneId zone) {
    return new ImportParameters().read(given, new TreeSet<>(retailers), zone);
  }

  private Read read(Given given, TreeSet<String> retailers, ZoneId zone) {
    TreeSet<String> kinds = new TreeSet<>(retailers);
    kinds.add(Importer.MOVEMENTS);
    kinds.add(Importer.ORDERS);
    String kind = one("kind", given.kind, given.kind, text -> kind(text, kinds));
    boolean retail = retailers.contains(kind);
    boolean dryRun = one("dry_run", given.dryRun, false, text -> flag("dry_run", text));
    boolean create = one("create", given.create, retail, text -> flag("create", text));
    OnError onError = one("on_error", given.onError, OnError.STOP, ImportParameters::onError);
    String fileName =
        one(
            "file_name",
            given.fileName,
            "upload",
            text -> Text.identifier("file_name", text, FILE_NAME_LENGTH_MAX));
    Charset charset = optional("charset", given.charset, ImportParameters::charset);
    String location =
        optional("location", given.location, text -> LocationRef.code(text).toString());
    As as = one("as", given.as, As.ORDERS, text -> as(text, retail));
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
    return new Read(
        kind,
        fileName,
        new Options(dryRun, create, onError, zone, charset, location, as),
        retail ? as == As.ORDERS : kind.equals(Importer.ORDERS));
  }

  private <T> T one(String name, @Nullable String text, T usual, Function<String, T> reading) {
    T read = optional(name, text, reading);
    return read == null ? usual : read;
  }

  private <T> @Nullable T optional(
      String name, @Nullable String text, Function<String, T> reading) {
    if (text == null) {
      return null;
    }
    try {
      return reading.apply(text);
    } catch (IllegalArgumentException e) {
      errors.add(new FieldError(name, FieldError.INVALID, String.valueOf(e.getMessage())));
      return null;
    }
  }

  private static String kind(String text, Set<String> kinds) {
    if (!kinds.contains(text)) {
      throw new IllegalArgumentException("kind must be one of " + String.join(", ", kinds));
    }
    return text;
  }

  private static boolean flag(String name, String text) {
    return switch (text) {
      case "true", "" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(name + " must be true or false");
    };
  }

  private static OnError onError(String text) {
    return OnError.find(text)
        .orElseThrow(() -> new IllegalArgumentException("on_error must be stop or skip"));
  }

  private static As as(String text, boolean retail) {
    if (!retail) {
      throw new IllegalArgumentException("as is for files of retailers");
    }
    return As.find(text)
        .orElseThrow(() -> new IllegalArgumentException("as must be orders or movements"));
  }

  private static Charset charset(String text) {
    try {
      return Charset.forName(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "charset must be one this server knows, such as UTF-8, windows-1252 or x-MacRoman", e);
    }
  }
}
