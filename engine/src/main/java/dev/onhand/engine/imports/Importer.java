package dev.onhand.engine.imports;

import dev.onhand.core.ledger.LocationRef;
import dev.onhand.engine.imports.ImportReport.Ending;
import dev.onhand.engine.imports.ImportRequest.As;
import dev.onhand.engine.imports.ImportRequest.OnError;
import dev.onhand.engine.imports.ImportRequest.Options;
import dev.onhand.engine.ledger.Ledger;
import dev.onhand.engine.orders.FailedOrders;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.orders.Returns;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Imports files of movements and orders. A file is inspected, then checked from its first line to
 * its last, and only then applied; it may be larger than memory. Since each movement has its key, a
 * file that was imported before changes nothing, and one that was stopped goes on where it was.
 *
 * <p>Safe for use by several threads: what belongs to one import is made for it.
 */
public final class Importer {

  /** The kind of a file in Onhand's own columns. */
  public static final String MOVEMENTS = "movements";

  /** The kind of a file of orders, in Onhand's own columns or as lines of JSON. */
  public static final String ORDERS = "orders";

  /** Where a retailer's units are, if nobody says. */
  public static final String LOCATION_DEFAULT = "main";

  /**
   * Enough for a commit to be worth it, few enough that other callers need not wait long. As many
   * movements of opening stock go at once.
   */
  static final int CHUNK_ROWS = 5_000;

  private final Ports ports;
  private final InstantSource clock;
  private final Map<String, RetailMapping> retailers = new LinkedHashMap<>();
  private final Settings settings;

  /**
   * What is behind it.
   *
   * @param failed keeps orders that the books refuse
   * @param text how orders read that are written in JSON
   */
  public record Ports(
      Ledger ledger,
      Orders orders,
      FailedOrders failed,
      Returns returns,
      ImportCatalogue catalogue,
      ImportedOrders imported,
      OrderText text) {}

  /**
   * How to work.
   *
   * @param lists into how many lists a chunk is parted, 1 to 8: as many as the ledger commits side
   *     by side
   * @param pause how to wait before a ledger that was busy is tried again
   */
  public record Settings(int lists, Pause pause, ImportRules rules) {

    public static final Settings DEFAULT = new Settings(2, Thread::sleep, ImportRules.NONE);

    public Settings {
      if (lists < 1 || lists > 8) {
        throw new IllegalArgumentException("lists must be from 1 to 8, not " + lists);
      }
    }

    /** The same under other rules. */
    public Settings with(ImportRules newRules) {
      return new Settings(lists, pause, newRules);
    }
  }

  /** Waits; a test passes time instead. */
  public interface Pause {
    void of(Duration time) throws InterruptedException;
  }

  public Importer(
      Ports ports, InstantSource clock, List<RetailMapping> retailers, Settings settings) {
    this.ports = ports;
    this.clock = clock;
    this.settings = settings;
    for (RetailMapping mapping : retailers) {
      this.retailers.put(mapping.name(), mapping);
    }
  }

  /** The names of the retailers whose files can be imported. */
  public Set<String> retailers() {
    return Set.copyOf(retailers.keySet());
  }

  /** The columns that a kind of file has in our words; none: it has a retailer's. */
  public List<OurColumn> columns(String kind) {
    return switch (kind) {
      case MOVEMENTS -> OurColumn.OF_MOVEMENTS;
      case ORDERS -> OurColumn.OF_ORDERS;
      default -> List.of();
    };
  }

  /**
   * Looks at the top of a file; what cannot be read is said in it.
   *
   * @param charset null: found out
   * @throws IOException if it cannot be read from the disk
   */
  public Glance look(Path file, @Nullable Charset charset) throws IOException {
    return Glance.of(file, charset);
  }

  /** Which kind of file this seems to be, by its header. */
  public String guessKind(Glance file) {
    if (file.hasLinesOfJson()) {
      return ORDERS;
    }
    for (RetailMapping mapping : retailers.values()) {
      if (hasAll(file.header(), mapping.columns())) {
        return mapping.name();
      }
    }
    Map<String, Integer> asOrders = guessColumns(ORDERS, file);
    return asOrders.keySet().containsAll(CsvOrders.REQUIRED) ? ORDERS : MOVEMENTS;
  }

  private static boolean hasAll(List<String> header, List<String> columns) {
    List<String> folded = header.stream().map(Columns::folded).toList();
    return columns.stream().map(Columns::folded).allMatch(folded::contains);
  }

  /**
   * Which of its columns seem to be which of ours.
   *
   * @return by the name of ours: where theirs stands, from 0
   */
  public Map<String, Integer> guessColumns(String kind, Glance file) {
    return OurColumn.guess(columns(kind), file.header());
  }

  /**
   * Imports, or in a dry run only checks.
   *
   * @return what was found and done; a file that cannot be read is an error in it, too
   * @throws IllegalArgumentException if there is no such kind, or the location is no code
   * @throws IOException if the file cannot be read from the disk
   */
  public ImportReport run(ImportRequest request) throws IOException, InterruptedException {
    Tally tally = new Tally(request.kind());
    boolean dryRun = request.options().dryRun();
    try {
      Ending ending =
          request.kind().equals(ORDERS)
              ? orders(request, tally)
              : movements(request, kind(request), tally);
      return tally.report(ending);
    } catch (UnreadableFileException e) {
      tally.error(e.toError());
      return tally.report(dryRun ? Ending.CHECKED : Ending.NOTHING_APPLIED);
    }
  }

  private Ending orders(ImportRequest request, Tally tally)
      throws IOException, InterruptedException {
    tally.hasOrders = true;
    ImportFile file = inspect(request, tally);
    return new OrderImport(ports, settings, request, file, clock.instant(), tally).run();
  }

  private Ending movements(ImportRequest request, FileKind kind, Tally tally)
      throws IOException, InterruptedException {
    Options options = request.options();
    tally.hasOrders = makesOrders(request);
    Names names = new Names(ports.catalogue(), request.seller());
    Checked checked = check(request, kind, names, tally);
    boolean inDoubt = checked.file.doubt() != null;
    if (options.dryRun()) {
      if (!inDoubt) {
        ask(request, checked, kind, tally);
      }
      return Ending.CHECKED;
    }
    if (inDoubt || (options.onError() == OnError.STOP && tally.hasErrors())) {
      return Ending.NOTHING_APPLIED;
    }
    tally.skipped = checked.wrong.cardinality();
    boolean all = apply(request, checked, kind, names, tally);
    return all ? Ending.COMPLETE : Ending.STOPPED;
  }

  /**
   * A file that was read to its end.
   *
   * @param wrong the rows that are wrong, numbered from 0
   */
  private record Checked(ImportFile file, BitSet wrong) {}

  private Checked check(ImportRequest request, FileKind kind, Names names, Tally tally)
      throws IOException {
    Options options = request.options();
    ImportFile file = inspect(request, tally);
    ImportRules rules = options.create() ? settings.rules() : null;
    Check check = new Check(kind, names, rules, clock.instant(), tally);
    return new Checked(file, check.run(file));
  }

  private ImportFile inspect(ImportRequest request, Tally tally) throws IOException {
    ImportFile file =
        ImportFile.inspect(request.file(), request.options().charset()).with(columns(request));
    tally.layout(file.layout());
    if (file.doubt() != null) {
      tally.error(file.doubt());
    }
    return file;
  }

  /** A retailer's columns are its mapping's to know. */
  private @Nullable ColumnChoice columns(ImportRequest request) {
    ColumnChoice chosen = request.options().columns();
    if (chosen == null || retailers.containsKey(request.kind())) {
      return null;
    }
    return request.kind().equals(MOVEMENTS) ? chosen.withBlank(MovementFile.BLANK) : chosen;
  }

  private FileKind kind(ImportRequest request) {
    String given = request.options().location();
    LocationRef location = given == null ? null : LocationRef.code(given);
    if (request.kind().equals(MOVEMENTS)) {
      return new MovementFile(request.actor(), request.options().zone(), location);
    }
    RetailMapping mapping = retailers.get(request.kind());
    if (mapping == null) {
      throw new IllegalArgumentException(
          "there is no kind of import '%s'; kinds are %s, %s, %s"
              .formatted(request.kind(), MOVEMENTS, ORDERS, String.join(", ", retailers.keySet())));
    }
    return new RetailFile(
        mapping,
        request.actor(),
        location == null ? LocationRef.code(LOCATION_DEFAULT) : location,
        makesOrders(request));
  }

  /** What would the ledger say to each line? */
  private void ask(ImportRequest request, Checked checked, FileKind kind, Tally tally)
      throws IOException, InterruptedException {
    DryRun dryRun =
        new DryRun(ports.catalogue(), settings.rules(), request.seller(), clock.instant(), tally);
    eachChunk(
        checked,
        kind,
        tally,
        source -> {
          Application.Source left = withoutKnown(source, request, tally);
          for (List<Planned> chunk = left.next(); !chunk.isEmpty(); chunk = left.next()) {
            dryRun.decide(chunk, kind);
          }
          return true;
        });
  }

  private boolean apply(
      ImportRequest request, Checked checked, FileKind kind, Names names, Tally tally)
      throws IOException, InterruptedException {
    Options options = request.options();
    Application application = new Application(ports.ledger(), settings, request, tally);
    return eachChunk(
        checked,
        kind,
        tally,
        source -> {
          Application.Source creating =
              () -> {
                List<Planned> chunk = source.next();
                if (options.create()) {
                  names.create(names.unknownIn(chunk), kind, tally);
                }
                return chunk;
              };
          return makesOrders(request)
              ? retailOrders(request, application, tally).run(creating)
              : application.run(withoutKnown(creating, request, tally));
        });
  }

  private Application.Source withoutKnown(
      Application.Source source, ImportRequest request, Tally tally) {
    return retailers.containsKey(request.kind())
        ? new KnownLines(ports.imported(), request, tally).without(source)
        : source;
  }

  private boolean makesOrders(ImportRequest request) {
    return retailers.containsKey(request.kind()) && request.options().as() == As.ORDERS;
  }

  private RetailOrders retailOrders(ImportRequest request, Application movements, Tally tally) {
    OrderDelivery delivery = new OrderDelivery(ports, settings.pause(), request, tally);
    Invoices invoices =
        new Invoices(request, ports.imported(), delivery, settings, clock.instant(), tally);
    return new RetailOrders(
        movements, invoices, new ReturnedGoods(request, ports, movements, settings.pause(), tally));
  }

  private interface Use {
    boolean of(Application.Source source) throws InterruptedException;
  }

  /** The opening stock and then the lines of the file, but for those that are wrong. */
  private static boolean eachChunk(Checked checked, FileKind kind, Tally tally, Use use)
      throws IOException, InterruptedException {
    List<Planned> openings = kind.openings();
    tally.openings = openings.size();
    Iterator<Planned> left = openings.iterator();
    try (Chunks chunks = Chunks.open(checked.file, kind, checked.wrong)) {
      return use.of(() -> left.hasNext() ? take(left) : chunks.nextMovements(CHUNK_ROWS));
    } catch (UnreadableFileException e) {
      throw new IOException("the file changed while it was being imported", e);
    }
  }

  private static List<Planned> take(Iterator<Planned> from) {
    List<Planned> chunk = new ArrayList<>();
    while (from.hasNext() && chunk.size() < CHUNK_ROWS) {
      chunk.add(from.next());
    }
    return chunk;
  }
}
