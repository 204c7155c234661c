package dev.onhand.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows on a real shop's month what Onhand does. */
@Command(
    name = "demo",
    description = {
      "Start a server with a month of a real shop's sales, sell its last day again on four",
      "simulated shops while things go wrong, check the books, and keep serving.",
      "It has a data directory of its own (default: ./onhand-demo), which may be deleted after.",
      "Settings (ONHAND_DATABASE_URL, ONHAND_SMTP_URL, …) are not for it, so that it touches",
      "nothing that is in use; with them, and for good, there is: onhand serve --data ./onhand-demo",
      "There the simulated shops are gone: pause their channels (onhand channel pause CODE)."
    },
    footer = {
      "  onhand demo",
      "  onhand demo --exit --json",
      "  onhand demo --data /tmp/demo --port 0"
    })
final class DemoCommand extends Action {

  private static final String MONTH = "online-retail-2011-02.csv.gz";
  private static final int USUAL_PORT = 8080;
  private static final int SPEED_MAX = 100_000;
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /** In a directory without it lies something else, which the demo must not touch. */
  private static final String MARK = "this-is-a-demo.txt";

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port to listen on. Default: 8080, or a free one if that is taken.")
  @Nullable Integer port;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Another file of the Online Retail data set than the month that is bundled.")
  @Nullable Path file;

  @Option(
      names = "--speed",
      paramLabel = "N",
      description = "How many times as fast as then the day is sold. Default: 750.")
  int speed = 750;

  @Option(names = "--exit", description = "Stop after the report, rather than with Ctrl-C.")
  boolean exit;

  /** What the shops are told by. */
  interface Server extends AutoCloseable {

    String url();

    /** Returns when it has stopped. */
    void awaitEnd() throws InterruptedException;

    @Override
    void close();
  }

  /**
   * Starts one with these settings. A lambda: a reference to the method would look for the server's
   * classes as soon as there is a command, and other commands have none of them.
   */
  Function<Map<String, String>, Server> start = settings -> EmbeddedServer.start(settings, speed);

  @Override
  int run() throws InterruptedException, IOException {
    if (speed < 1 || speed > SPEED_MAX) {
      throw CommandException.usage(
          "--speed must be from 1 to " + SPEED_MAX + ", not " + speed, "1 is as fast as then");
    }
    Path month = month();
    Path data =
        surroundings()
            .directory()
            .resolve(common.data == null ? Path.of("onhand-demo") : common.data);
    claim(data);
    // The server's log goes to its file; here it would drown the report.
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    say("Starting a server with its data in " + data + " ...");
    try (DemoShops shops = new DemoShops(surroundings().clock(), speed);
        Server server = start.apply(settings(data))) {
      boolean clean = show(server.url(), data, month, shops);
      if (!exit) {
        say("The server keeps running; Ctrl-C stops it.");
        surroundings().streams().out().flush();
        server.awaitEnd();
      }
      return clean ? Exit.OK : Exit.FAILED;
    }
  }

  private boolean show(String url, Path data, Path month, DemoShops shops)
      throws InterruptedException, IOException {
    Surroundings of = surroundings();
    Map<String, String> own = Map.of("ONHAND_URL", url, "ONHAND_DATA", data.toString());
    Connection connection = Connection.find(of.withEnvironment(own), null);
    DemoDay day = DemoDay.of(month, data);
    try (Api demo = new Api(connection)) {
      say("Importing %s until %s ...".formatted(month.getFileName(), day.day()));
      JsonNode done = importMonth(demo, day.before());
      DemoLive.Outcome live =
          new DemoLive(demo, shops, of.clock(), this::say, new DemoBoard(of, common.quiet))
              .run(day, speed);
      say("Verifying the ledger ...");
      Json.Body full = new Json.Body().with("full", true);
      Request verify = Request.post("/ledger/verify", full.node()).patience(PATIENCE);
      JsonNode verification = demo.send(verify).body();
      DemoReport report = new DemoReport(url, data, done, DemoReport.orders(demo), verification);
      List<JsonNode> sellers = DemoReport.bestSellers(demo);
      if (common.forPeople()) {
        report.print(output(), sellers, live, !exit);
      } else {
        ObjectNode whole = report.asJson();
        whole.set("live", live.report());
        whole.putArray("channels").addAll(live.shops());
        printData(whole, sellers);
      }
      return live.agrees()
          && verification.path("clean").asBoolean(false)
          && Json.number(done, "errors_total") == 0;
    }
  }

  private void printData(ObjectNode report, List<JsonNode> sellers) {
    report.putArray("best_sellers").addAll(sellers);
    output().objectWithList(report, List.of(), "best_sellers", DemoReport.BEST_SELLER);
  }

  private JsonNode importMonth(Api api, Path month) throws InterruptedException, IOException {
    Query query =
        Query.none()
            .with("kind", "online-retail")
            .when("create", true)
            .with("on_error", "skip")
            .with("file_name", String.valueOf(month.getFileName()));
    Request request = Request.post("/imports", Json.object()).query(query).patience(PATIENCE);
    try (InputStream content = new BufferedInputStream(Files.newInputStream(month))) {
      return api.upload(request, content, Files.size(month), "application/gzip").body();
    }
  }

  /** Nothing of the user's own settings: the demo must not reach a database that is in use. */
  private Map<String, String> settings(Path data) {
    Map<String, String> settings = new HashMap<>();
    settings.put("ONHAND_DATA", data.toString());
    settings.put("ONHAND_BIND", "127.0.0.1");
    settings.put("ONHAND_ENVIRONMENT", "demo");
    settings.put("ONHAND_TIME_ZONE", "Europe/London");
    settings.put("ONHAND_HTTP_ALLOW_PRIVATE", "127.0.0.0/8"); // the simulated shops
    settings.put("ONHAND_PORT", Integer.toString(port == null ? usualPort() : port));
    return settings;
  }

  private static int usualPort() {
    try (ServerSocket free = new ServerSocket(USUAL_PORT, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    } catch (IOException taken) {
      return 0;
    }
  }

  private static void claim(Path data) throws IOException {
    Path mark = data.resolve(MARK);
    if (Files.exists(mark)) {
      return;
    }
    if (Files.exists(data) && !isEmpty(data)) {
      throw CommandException.usage(
          data + " holds something that is not a demo", "name another directory with --data");
    }
    Files.createDirectories(data);
    if (Files.getFileStore(data).supportsFileAttributeView(PosixFileAttributeView.class)) {
      Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    }
    Files.writeString(mark, "Made by 'onhand demo'. This directory may be deleted.\n");
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }

  /** The month that is bundled lies beside the jars, and in the repository among the sources. */
  private Path month() {
    if (file != null) {
      return requireReadable(surroundings().directory().resolve(file));
    }
    Path code =
        Path.of(DemoCommand.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    Path shipped = code.resolve("../../../demo").resolve(MONTH).normalize();
    Path source = code.resolve("../../src/main/demo").resolve(MONTH).normalize();
    return requireReadable(Files.isReadable(shipped) ? shipped : source);
  }

  private static Path requireReadable(Path path) {
    if (!Files.isReadable(path)) {
      throw CommandException.usage(
          "there is no file " + path + " that can be read",
          "name one of the Online Retail data set with --file");
    }
    return path;
  }
}
