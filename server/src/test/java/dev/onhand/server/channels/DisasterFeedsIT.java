package dev.onhand.server.channels;

import static dev.onhand.server.channels.ManyListings.COUNT;
import static dev.onhand.server.channels.ManyListings.sku;
import static dev.onhand.server.channels.ManyListings.units;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.engine.channels.HeldChange;
import dev.onhand.engine.channels.HeldChange.State;
import dev.onhand.engine.imports.ImportError;
import dev.onhand.engine.imports.ImportReport;
import dev.onhand.engine.imports.ImportReport.Ending;
import dev.onhand.engine.imports.ImportRequest;
import dev.onhand.engine.imports.Importer;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.store.imports.JdbcImportCatalogue;
import dev.onhand.store.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files as they go wrong: none of them changes what a channel shows before a person says so. */
class DisasterFeedsIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();
  @TempDir Path folder;

  private ManyListings many;
  private ChannelRig rig;
  private Map<String, Integer> before;

  private static final String HEADER =
      "key,occurred_at,sku,location,reason,quantity,reference,note\n";
  private static final String YESTERDAY = lines(5, i -> line("day-" + i, sku(i), "purchase", "2"));

  /** Files whose lines are no movements of this seller: they are refused, and say why. */
  private enum Unsound {
    EMPTY("empty_file", ""),
    CUT_AT_A_THIRD("wrong_number_of_fields", everyday().substring(0, everyday().length() / 3)),
    COLUMNS_SHIFTED(
        "invalid_value", everyday().replace("quantity,reference,note", "note,quantity,reference")),
    ALL_ZEROS("invalid_value", quantities("0")),
    NEGATIVE("invalid_value", quantities("-3")),
    DECIMAL_COMMA("invalid_value", quantities("1,5").replace(',', ';').replace("1;5", "1,5")),
    THOUSANDS_SEPARATOR("invalid_value", quantities("1.000")),
    SCIENTIFIC("invalid_value", quantities("1E+03")),
    DATES("invalid_value", quantities("2026-11-28")),
    WORDS("invalid_value", quantities("#REF!")),
    ANOTHER_SELLERS("unknown_product", all(i -> line("k" + i, "THEIRS-" + i, "purchase", "5"))),
    ZEROS_IN_FRONT_LOST(
        "unknown_product",
        all(i -> line("k" + i, sku(i).replaceFirst("^0+", ""), "purchase", "5"))),
    SKU_AND_QUANTITY_SWAPPED(
        "unknown_product", all(i -> line("k" + i, "1" + i, "purchase", sku(i)))),
    ONE_KEY_FOR_TWO(
        "key_used_differently", all(i -> line("k" + i / 2, sku(i / 2), "purchase", "1" + i))),
    FROM_THE_FUTURE("occurred_in_future", everyday().replace("2026-11-2", "2027-11-2")),
    ENCODING_BROKEN(
        "charset_unclear", StandardCharsets.ISO_8859_1, everyday().replace("PO-1", "Bestätigt"));

    private final String code;
    private final Charset charset;
    private final String text;

    Unsound(String code, String text) {
      this(code, StandardCharsets.UTF_8, text);
    }

    Unsound(String code, Charset charset, String text) {
      this.code = code;
      this.charset = charset;
      this.text = text;
    }
  }

  /** Files that read well, and are wrong all the same. */
  private enum Wrong {
    ALL_9999(quantities("9999")),
    PACKS_FOR_PIECES(all(i -> line("k" + i, sku(i), "purchase", "" + units(i) * 11))),
    OPENING_STOCK_AGAIN(all(i -> line("k" + i, sku(i), "opening_stock", "" + units(i)))),
    ONE_ROW_TEN_THOUSAND_TIMES(HEADER + lines(10_000, i -> line("k" + i, sku(0), "purchase", "1"))),
    ALL_WRITTEN_OFF(all(i -> line("k" + i, sku(i), "stock_count_correction_minus", "" + units(i)))),
    WHAT_IS_MISSING_WRITTEN_OFF(
        HEADER
            + lines(
                COUNT / 2,
                i ->
                    line(
                        "k" + i,
                        sku(2 * i + 1),
                        "stock_count_correction_minus",
                        "" + units(2 * i + 1)))),
    ALL_COUNTED_AS_ONE(
        all(i -> line("k" + i, sku(i), "stock_count_correction_minus", "" + (units(i) - 1))));

    private final String text;

    Wrong(String text) {
      this.text = text;
    }
  }

  /** Files that are right, and change nothing. */
  private enum Idle {
    HEADER_ONLY(HEADER),
    YESTERDAYS(HEADER + YESTERDAY);

    private final String text;

    Idle(String text) {
      this.text = text;
    }
  }

  private static String line(String key, String sku, String reason, String quantity) {
    return "feed-%s,2026-11-20,%s,main,%s,%s,PO-1,\n".formatted(key, sku, reason, quantity);
  }

  private static String lines(int count, IntFunction<String> line) {
    return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining());
  }

  private static String all(IntFunction<String> line) {
    return HEADER + lines(COUNT, line);
  }

  private static String quantities(String quantity) {
    return all(i -> line("k" + i, sku(i), "purchase", quantity));
  }

  private static String everyday() {
    return quantities("1");
  }

  @BeforeEach
  void open() throws Exception {
    many = new ManyListings(DATABASE);
    rig = many.rig;
    assertThat(feed(HEADER + YESTERDAY, StandardCharsets.UTF_8).ending())
        .isEqualTo(Ending.COMPLETE);
    assertThat(many.shown(0)).as("a sound file is told").isEqualTo(units(0) + 2);
    rig.shop.pass(Duration.ofHours(2));
    before = many.shown();
  }

  @AfterEach
  void close() {
    many.close();
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatCannotBeMeant(Unsound file) throws Exception {
    ImportReport report = feed(file.text, file.charset);

    assertThat(report.ending()).isEqualTo(Ending.NOTHING_APPLIED);
    assertThat(report.errors()).extracting(ImportError::code).contains(file.code);
    assertThat(many.shown()).isEqualTo(before);
    assertThat(movements()).as("yesterday's").hasSize(5);
  }

  @ParameterizedTest
  @EnumSource
  void changesNothing(Idle file) throws Exception {
    assertThat(feed(file.text, StandardCharsets.UTF_8).ending()).isEqualTo(Ending.COMPLETE);
    assertThat(many.shown()).isEqualTo(before);
    assertThat(many.held(State.WAITING)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void holdsWhatIsWrongAndGoesBackWhenItIsUndone(Wrong file) throws Exception {
    assertThat(feed(file.text, StandardCharsets.UTF_8).ending()).isEqualTo(Ending.COMPLETE);
    assertThat(many.shown()).as("nothing is told").isEqualTo(before);
    assertThat(many.openAlerts()).contains("channel.held");
    HeldChange change = many.waiting();

    many.reject(change);
    rig.shop.pass(Duration.ofHours(3));
    many.run();
    assertThat(many.shown()).as("nor after it was rejected").isEqualTo(before);

    undo();
    assertThat(many.shown()).isEqualTo(before);
    assertThat(rig.listings.backlog(rig.shop.seller(), many.channel()).due()).isZero();
    assertThat(rig.held.find(rig.shop.seller(), change.id()).orElseThrow().counts().holding())
        .as("all as it was")
        .isZero();
    assertThat(many.openAlerts()).doesNotContain("channel.held");
  }

  /** Else the tests above would say nothing of the brake. */
  @ParameterizedTest
  @EnumSource
  void wouldReachTheChannelWithoutTheBrake(Wrong file) throws Exception {
    many.brake(ManyListings.OFF);
    feed(file.text, StandardCharsets.UTF_8);
    assertThat(many.shown()).isNotEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void isToldWhenItIsApproved(Wrong file) throws Exception {
    feed(file.text, StandardCharsets.UTF_8);
    many.approve(many.waiting());
    many.run();
    assertThat(many.shown()).isNotEqualTo(before);
    assertThat(many.held(State.WAITING)).isEmpty();
  }

  private ImportReport feed(String text, Charset charset) throws Exception {
    Path file = Files.write(folder.resolve("feed.csv"), text.getBytes(charset));
    ImportReport report = importer().run(request(file));
    many.tellListings();
    many.run();
    return report;
  }

  /** Files of movements need nothing else. */
  private Importer importer() {
    return new Importer(
        new Importer.Ports(
            rig.shop.ledger(),
            null,
            null,
            null,
            new JdbcImportCatalogue(rig.shop.transactions(), rig.shop.clock()),
            null,
            null),
        rig.shop.clock(),
        List.of(),
        Importer.Settings.DEFAULT);
  }

  private ImportRequest request(Path file) throws IOException {
    return new ImportRequest(
        rig.shop.seller(),
        "tester",
        Importer.MOVEMENTS,
        file,
        new ImportRequest.Options(
            false,
            false,
            ImportRequest.OnError.STOP,
            ZoneOffset.UTC,
            null,
            null,
            ImportRequest.As.MOVEMENTS),
        null,
        null);
  }

  /** The mirror image of each movement of the file. */
  private void undo() throws InterruptedException {
    List<Command> reversals =
        movements().stream()
            .filter(one -> !one.key.startsWith("feed-day-"))
            .map(
                one ->
                    (Command)
                        new Command.Reverse(
                            new MovementKey("undo-" + one.id),
                            new MovementId(one.id),
                            Command.Mode.WISH,
                            Details.of(Cause.of(Cause.Kind.PERSON), "tester")))
            .toList();
    rig.shop.submit(CommandList.each(rig.shop.seller(), reversals));
    many.tellListings();
    many.run();
  }

  private record Fed(long id, String key) {}

  private List<Fed> movements() {
    return rig.shop
        .transactions()
        .call(
            rig.shop.seller(),
            jdbc ->
                jdbc.sql("select movement_id, key from movement where key like 'feed-%'")
                    .query(
                        (row, number) -> new Fed(row.getLong("movement_id"), row.getString("key")))
                    .list());
  }
}
