package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * How the demo ends, by what a server says of its stock: its shops are the real ones, which nobody
 * tells anything here, so that all of them have nothing.
 */
class DemoExitTest {

  private static final Duration TICK = Duration.ofSeconds(40);

  @TempDir private Path directory;

  private final FakeServer server = new FakeServer();
  private final PrintStream console = System.out;
  private Instant now = Shell.NOW;

  @BeforeEach
  void prepare() throws IOException {
    Files.writeString(
        directory.resolve("month.csv"),
        """
        InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
        1,MUG,MUG,2,2011-02-27 09:00:00,1.0,1,France
        2,MUG,MUG,4,2011-02-28 08:30:00,1.0,1,France
        """);
    String none = "{\"data\":[],\"has_more\":false}";
    server
        .on("GET /api/v1/locations", "{\"data\":[{\"code\":\"main\"}],\"has_more\":false}")
        .on("GET /api/v1/orders", none)
        .on("GET /api/v1/movements", none)
        .on("POST /api/v1/movements:batch", "{}");
    for (String shop : List.of("back-market", "magento", "medusa", "vendure")) {
      server
          .on("PUT /api/v1/channels/%s/account".formatted(shop), "{}")
          .on("POST /api/v1/channels/%s/account/resume".formatted(shop), "{}");
    }
    imported(0);
    available(0);
    verified(true);
  }

  @AfterEach
  void end() {
    System.setOut(console);
    server.close();
  }

  private void imported(int errors) {
    server.on("POST /api/v1/imports", "{\"errors_total\":%d}".formatted(errors));
  }

  private void available(int units) {
    server.on(
        "GET /api/v1/stock",
        "{\"data\":[{\"sku\":\"MUG\",\"available\":%d}],\"has_more\":false}".formatted(units));
  }

  private void verified(boolean isClean) {
    server.on("POST /api/v1/ledger/verify", "{\"clean\":%b}".formatted(isClean));
  }

  @Test
  void isZeroWhereShopsAndStockAgree() {
    Shell.Result demo = demo();

    assertThat(demo.out()).contains("Agreement        all 4 listings show what there is");
    assertThat(demo.exit()).as(demo.err()).isEqualTo(Exit.OK);
  }

  @Test
  void isOneWhereShopsAndStockDisagreeAndNamesThem() {
    available(3);

    Shell.Result demo = demo();

    assertThat(demo.exit()).as(demo.err()).isEqualTo(Exit.FAILED);
    assertThat(demo.out())
        .contains("NO: 4 differ, such as back-market/MUG, magento/MUG, medusa/MUG, vendure/MUG");
  }

  @Test
  void isOneAndNamesThemForAProgramToo() {
    available(3);

    Shell.Result demo = demo("--json");

    assertThat(demo.exit()).as(demo.err()).isEqualTo(Exit.FAILED);
    assertThat(demo.out()).contains("\"differing\": 4", "\"listing\": \"magento/MUG\"");
  }

  @Test
  void isOneWhereTheBooksAreNotClean() {
    verified(false);

    Shell.Result demo = demo();

    assertThat(demo.exit()).as(demo.err()).isEqualTo(Exit.FAILED);
    assertThat(demo.out()).contains("NOT CLEAN");
  }

  @Test
  void isOneWhereALineWasNotImported() {
    imported(1);

    assertThat(demo().exit()).isEqualTo(Exit.FAILED);
  }

  private Shell.Result demo(String... more) {
    InstantSource clock = () -> now = now.plus(TICK);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CommandLine line =
        Main.whole(
            new Shell()
                .in(directory)
                .at(clock)
                .surroundings(
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8)));
    Object demo = line.getSubcommands().get("demo").getCommandSpec().userObject();
    ((DemoCommand) demo).start = this::started;
    List<String> words =
        new ArrayList<>(List.of("demo", "--exit", "--data", "data", "--file", "month.csv"));
    words.addAll(List.of(more));
    int exit = line.execute(words.toArray(String[]::new));
    return new Shell.Result(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private DemoCommand.Server started(Map<String, String> settings) {
    try {
      Files.writeString(Path.of(settings.get("ONHAND_DATA"), "token"), FakeServer.TOKEN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new DemoCommand.Server() {

      @Override
      public String url() {
        return server.url();
      }

      @Override
      public void awaitEnd() {
        throw new AssertionError("it was to stop");
      }

      @Override
      public void close() {
        // The test closes it.
      }
    };
  }
}
