package dev.onhand.server.imports;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.imports.Glance;
import dev.onhand.engine.imports.ImportRun;
import dev.onhand.engine.imports.Importer;
import dev.onhand.engine.imports.OurColumn;
import dev.onhand.engine.imports.RestingFiles;
import dev.onhand.engine.imports.RestingFiles.Arrival;
import dev.onhand.engine.imports.RestingFiles.Choice;
import dev.onhand.engine.imports.RestingFiles.RestingFile;
import dev.onhand.model.Text;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Callers;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.Places;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Files that a person sends by a page, looks at, and applies or discards. Nothing is in the books
 * before it is applied; then it is an import as every other.
 */
@Component
public final class RestingDesk {

  /** More are not looked at side by side, and each takes room in the database. */
  private static final int FILES_MAX = 5;

  private static final int NAME_LENGTH_MAX = 255;

  /** Among so many it is looked for how a file like one that comes was read. */
  private static final int APPLIED_MAX = 100;

  private final RestingFiles files;
  private final Importer importer;
  private final Importing importing;
  private final Uploads uploads;
  private final Sellers sellers;
  private final InstantSource clock;
  private final JsonMapper json;

  RestingDesk(
      RestingFiles files,
      Importer importer,
      Importing importing,
      Uploads uploads,
      Sellers sellers,
      InstantSource clock,
      JsonMapper json) {
    this.files = files;
    this.importer = importer;
    this.importing = importing;
    this.uploads = uploads;
    this.sellers = sellers;
    this.clock = clock;
    this.json = json;
  }

  /**
   * A file, and how it is to be read.
   *
   * @param report of the last check of just that; null: it was not checked
   */
  public record Shown(
      RestingFile file, Glance glance, FileChoices choices, @Nullable ImportBody report) {

    public String id() {
      return PublicId.of(IdKind.RESTING_FILE, file.id());
    }

    /** The import that applies it; null: none does. */
    public @Nullable String importId() {
      return file.run() == null ? null : PublicId.of(IdKind.IMPORT, file.run());
    }

    /** Whether what was checked can be applied as it is. */
    public boolean isReady() {
      return report != null
          && glance.problem() == null
          && (report.errorsTotal() == 0 || choices.skip());
    }
  }

  /** The kinds of files there are. */
  public List<String> kinds() {
    TreeSet<String> kinds = new TreeSet<>(importer.retailers());
    kinds.add(Importer.MOVEMENTS);
    kinds.add(Importer.ORDERS);
    return List.copyOf(kinds);
  }

  /** The columns of a kind of file in our words; none: they cannot be chosen. */
  public List<OurColumn> columns(String kind) {
    return importer.columns(kind);
  }

  /** Whether a kind is a retailer's. */
  public boolean isRetailer(String kind) {
    return importer.retailers().contains(kind);
  }

  /** Those that wait to be applied. */
  public List<Shown> list(Caller caller) {
    return files.list(caller.seller()).stream().map(this::show).toList();
  }

  /**
   * The file of this id.
   *
   * @throws ProblemException if there is none
   */
  public Shown find(Caller caller, String id) {
    return PublicId.look(IdKind.RESTING_FILE, id, number -> files.find(caller.seller(), number))
        .map(this::show)
        .orElseThrow(() -> ProblemException.notFound("file", id));
  }

  private Shown show(RestingFile file) {
    String report = file.report();
    return new Shown(
        file,
        json.readValue(file.glance(), Glance.class),
        json.readValue(file.choices(), FileChoices.class),
        report == null ? null : json.readValue(report, ImportBody.class));
  }

  /**
   * Takes a file in, and guesses what it is.
   *
   * @param name as its sender calls it
   * @return its id
   * @throws ProblemException if it is too large, cannot be read at all, or too many wait
   */
  public String receive(Caller caller, String name, InputStream content, long bytes)
      throws IOException {
    if (bytes == 0) {
      throw ProblemException.invalid("file", "Choose a file that is not empty.");
    }
    String called = Fields.checked(() -> Text.identifier("file", last(name), NAME_LENGTH_MAX));
    if (files.list(caller.seller()).size() >= FILES_MAX) {
      throw new ProblemException(
          ProblemCode.CONFLICT,
          "%d files wait to be applied. Apply or discard one of them first.".formatted(FILES_MAX));
    }
    try (Uploads.Upload upload = uploads.receive(content, bytes)) {
      Glance glance = importer.look(upload.file(), null);
      if (glance.layout() == null) {
        throw ProblemException.invalid("file", Objects.requireNonNull(glance.problem()).detail());
      }
      FileChoices choices = choicesOfLastLike(caller, glance).orElseGet(() -> guessed(glance));
      long id =
          files.keep(
              caller.seller(),
              new Arrival(
                  called,
                  upload.sha256(),
                  Files.size(upload.file()),
                  caller.actor(),
                  clock.instant(),
                  json.writeValueAsString(glance),
                  json.writeValueAsString(choices)),
              () -> Files.newInputStream(upload.file()));
      return PublicId.of(IdKind.RESTING_FILE, id);
    }
  }

  private FileChoices guessed(Glance glance) {
    String kind = importer.guessKind(glance);
    return FileChoices.guessed(kind, null, importer.guessColumns(kind, glance));
  }

  /** How the last one was read that has the same columns, in the same order. */
  private Optional<FileChoices> choicesOfLastLike(Caller caller, Glance glance) {
    if (glance.header().isEmpty()) {
      return Optional.empty();
    }
    return files.listApplied(caller.seller(), APPLIED_MAX).stream()
        .map(this::show)
        .filter(shown -> shown.glance().header().equals(glance.header()))
        .findFirst()
        .map(shown -> shown.choices().again(shown.file().name()))
        .filter(choices -> kinds().contains(choices.kind()));
  }

  /** Some browsers send the whole path. */
  private static String last(String name) {
    String plain = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    return plain.isBlank() ? "upload" : plain.strip();
  }

  /**
   * Has a file read as another kind, or in another charset, and guesses its columns anew.
   *
   * @param version that was looked at
   * @throws ProblemException if somebody chose otherwise meanwhile
   */
  public void read(Caller caller, Shown shown, int version, String kind, @Nullable String charset)
      throws IOException {
    FileChoices wanted = shown.choices().readAs(kind, charset, Map.of());
    ImportParameters.Read parameters = parameters(caller, shown.file(), wanted, true);
    Glance glance = shown.glance();
    Charset given = parameters.options().charset();
    if (!Objects.equals(charset, shown.choices().charset())) {
      try (Uploads.Upload upload = fetch(caller, shown.file())) {
        glance = importer.look(upload.file(), given);
      }
    }
    FileChoices choices =
        shown.choices().readAs(kind, charset, importer.guessColumns(kind, glance));
    choose(caller, shown, version, glance, choices, null);
  }

  /**
   * Says what would come of applying a file as it is chosen.
   *
   * @param version that was looked at
   * @throws ProblemException if that cannot be, or somebody chose otherwise meanwhile
   */
  public void check(Caller caller, Shown shown, int version, FileChoices choices)
      throws IOException, InterruptedException {
    requireComplete(shown.glance(), choices);
    ImportBody report = run(caller, shown.file(), choices, true, beginning -> 0);
    choose(caller, shown, version, shown.glance(), choices, json.writeValueAsString(report));
  }

  /** What is missing is told at once, rather than as the file's fault. */
  private void requireComplete(Glance glance, FileChoices choices) {
    List<String> missing = new ArrayList<>();
    for (OurColumn column : importer.columns(choices.kind())) {
      boolean isGiven =
          choices.has(column.name())
              || choices.same().containsKey(column.name())
              || isMadeUp(choices, column.name());
      if (column.isNeeded() && !isGiven) {
        missing.add(column.name());
      }
    }
    if (!missing.isEmpty() && !glance.hasLinesOfJson()) {
      throw ProblemException.invalid(
          "columns", "Say which column is %s.".formatted(String.join(", and which is ", missing)));
    }
  }

  private static boolean isMadeUp(FileChoices choices, String column) {
    return choices.kind().equals(Importer.MOVEMENTS)
        && switch (column) {
          case "key", "occurred_at" -> true;
          case "location" -> choices.location() != null;
          default -> false;
        };
  }

  /**
   * Applies a file as it was checked.
   *
   * @param version that was looked at
   * @return the import's id
   * @throws ProblemException if it was not checked, or somebody chose otherwise meanwhile
   */
  public String apply(Caller caller, Shown shown, int version)
      throws IOException, InterruptedException {
    if (!shown.isReady()) {
      throw new ProblemException(
          ProblemCode.CONFLICT, "Check the file first: what is applied is what was checked.");
    }
    RestingFile file = shown.file();
    ToLongFunction<ImportRun.Beginning> begin =
        beginning ->
            files
                .begin(caller.seller(), file.id(), version, beginning)
                .orElseThrow(() -> changed(caller, shown));
    ImportBody done = run(caller, file, shown.choices(), false, begin);
    if (done.status().equals("complete")) {
      files.applied(
          caller.seller(), file.id(), json.writeValueAsString(shown.glance().withoutRows()));
    }
    return Objects.requireNonNull(done.id());
  }

  private ImportBody run(
      Caller caller,
      RestingFile file,
      FileChoices choices,
      boolean dryRun,
      ToLongFunction<ImportRun.Beginning> begin)
      throws IOException, InterruptedException {
    ImportParameters.Read parameters = parameters(caller, file, choices, dryRun);
    if (parameters.makesOrders()) {
      Callers.require(caller, Scope.ORDERS_WRITE);
    }
    if (parameters.options().create()) {
      Callers.require(caller, Scope.PRODUCTS_WRITE);
      Callers.require(caller, Scope.LOCATIONS_WRITE);
    }
    try (Places.Place _ = importing.place();
        Uploads.Upload upload = fetch(caller, file)) {
      return importing.run(
          new Importing.Wish(
              caller,
              parameters,
              upload,
              seenAt -> Fields.checked(() -> choices.columns(file.sha256(), seenAt))),
          begin);
    }
  }

  private ImportParameters.Read parameters(
      Caller caller, RestingFile file, FileChoices choices, boolean dryRun) {
    return ImportParameters.read(
        choices.given(file.name(), dryRun),
        importer.retailers(),
        sellers.find(caller.seller()).orElseThrow().timeZone());
  }

  /** Brings a file to this node's disk. */
  private Uploads.Upload fetch(Caller caller, RestingFile file) throws IOException {
    try (InputStream content = files.open(caller.seller(), file)) {
      return uploads.receive(content, file.bytes());
    }
  }

  private void choose(
      Caller caller,
      Shown shown,
      int version,
      Glance glance,
      FileChoices choices,
      @Nullable String report) {
    Choice choice =
        new Choice(json.writeValueAsString(glance), json.writeValueAsString(choices), report);
    if (!files.choose(caller.seller(), shown.file().id(), version, choice)) {
      throw changed(caller, shown);
    }
  }

  private ProblemException changed(Caller caller, Shown shown) {
    Shown now = find(caller, shown.id());
    return new ProblemException(
        ProblemCode.CONFLICT,
        now.file().isApplied()
            ? "The file is applied already."
            : "Somebody chose otherwise meanwhile; below is what holds now. Check it again.");
  }

  /** Forgets a file that is not to be applied. */
  public void discard(Caller caller, Shown shown) {
    files.discard(caller.seller(), shown.file().id());
  }
}
