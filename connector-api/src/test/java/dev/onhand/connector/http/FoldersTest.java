package dev.onhand.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.connector.Cause;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.Limits;
import dev.onhand.connector.UnconfirmedException;
import dev.onhand.connector.http.HttpCall.Method;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldersTest {

  private static final Instant NOW = Instant.parse("2026-11-28T09:00:00Z");
  private static final byte[] OLD = "old".getBytes(StandardCharsets.UTF_8);

  @TempDir Path disk;
  private final HttpTransport transport = new HttpTransport(AddressRules.PUBLIC_ONLY);
  private final List<CallRecord> records = new ArrayList<>();

  @AfterEach
  void close() {
    transport.close();
  }

  @Test
  void aFileIsWrittenReadListedAndMoved() throws Exception {
    ConnectorHttp http = folder("partner");
    assertThat(http.send(put("/out/stock.csv", "a,1\n")).status()).isEqualTo(204);
    HttpReply read = http.send(get("/out/stock.csv"));
    assertThat(read.text()).isEqualTo("a,1\n");
    Files.setLastModifiedTime(root().resolve("out/stock.csv"), FileTime.from(NOW));
    Files.writeString(root().resolve("in/b.csv"), "b");
    Files.setLastModifiedTime(root().resolve("in/b.csv"), FileTime.from(NOW.plusSeconds(1)));
    Files.writeString(root().resolve("in/a name, with \"all\" ümläut.csv"), "aa");
    Files.setLastModifiedTime(
        root().resolve("in/a name, with \"all\" ümläut.csv"), FileTime.from(NOW.plusSeconds(2)));

    assertThat(http.send(get("/out/")).text()).isEqualTo("4 2026-11-28T09:00:00Z stock.csv\n");
    assertThat(http.send(get("/in/")).text())
        .isEqualTo(
            "1 2026-11-28T09:00:01Z b.csv\n"
                + "2 2026-11-28T09:00:02Z a name, with \"all\" ümläut.csv\n");
    assertThat(http.send(move("/in/b.csv", "done/x-b.csv"), 201).status()).isEqualTo(201);
    assertThat(root().resolve("in/b.csv")).doesNotExist();
    assertThat(root().resolve("done/x-b.csv")).hasContent("b");
    assertThat(records).hasSize(5).allSatisfy(call -> assertThat(call.why()).isNull());
  }

  @Test
  void whatIsNotThereIsSaid() throws Exception {
    ConnectorHttp http = folder("partner");

    assertThat(http.send(get("/listings.csv"), 200, 404).status()).isEqualTo(404);
    assertThat(http.send(move("/in/b.csv", "done/b.csv"), 201, 404).status()).isEqualTo(404);
    assertThat(http.send(get("/in/"), 200).text()).isEmpty();
  }

  @Test
  void whatBeginsWithADotAFolderAndALinkAreNotThere() throws Exception {
    ConnectorHttp http = folder("partner");
    http.send(get("/in/"));
    Path secret = Files.writeString(disk.resolve("secret"), "secret");
    Files.writeString(root().resolve("in/.hidden"), "x");
    Files.createDirectory(root().resolve("in/folder.csv"));
    Files.createSymbolicLink(root().resolve("in/link.csv"), secret);

    assertThat(http.send(get("/in/")).text()).isEmpty();
    assertThat(http.send(get("/in/link.csv"), 200, 404).status()).isEqualTo(404);
    assertThat(http.send(get("/in/folder.csv"), 200, 404).status()).isEqualTo(404);
    assertThat(http.send(move("/in/link.csv", "done/a.csv"), 201, 412).status()).isEqualTo(412);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/in/..%2f..%2fsecret",
        "/in/../secret",
        "/../secret",
        "/..",
        "/in/.",
        "/in/..",
        "/in/.lock",
        "/in/a%5cb",
        "/in/a%00b",
        "/in/a%0ab",
        "/elsewhere/a.csv",
        "/in/a/b.csv",
        "in/a.csv",
        ""
      })
  void noNameLeadsOut(String path) throws Exception {
    ConnectorHttp http = folder("partner");
    http.send(get("/in/"));
    Files.writeString(disk.resolve("secret"), "secret");

    assertThatThrownBy(() -> http.send(get(path)))
        .isInstanceOfSatisfying(
            DeferredException.class, e -> assertThat(e.why()).isEqualTo(Cause.ADDRESS_FORBIDDEN));
    assertThatThrownBy(() -> http.send(put(path, "x"))).isInstanceOf(DeferredException.class);
    if (!path.isEmpty()) {
      assertThatThrownBy(() -> http.send(move("/in/a.csv", path.substring(1)), 201, 404))
          .isInstanceOf(DeferredException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "", "a/b", "../b", ".hidden", "a b", "-"})
  void aFolderHasAPlainName(String name) {
    assertThatThrownBy(() -> folder(name).send(get("/in/")))
        .isInstanceOf(DeferredException.class)
        .hasMessageContaining("a folder's name");
  }

  @Test
  void aFolderThatIsALinkIsNotFollowed() throws Exception {
    Path outside = Files.createDirectories(disk.resolve("outside"));
    Files.writeString(outside.resolve("a.csv"), "secret");
    folder("partner").send(get("/in/"));
    Files.delete(root().resolve("in"));
    Files.createSymbolicLink(root().resolve("in"), outside);

    assertThatThrownBy(() -> folder("partner").send(get("/in/a.csv")))
        .isInstanceOf(DeferredException.class)
        .hasMessageContaining("a link is not followed");
    assertThatThrownBy(() -> folder("partner").send(put("/in/b.csv", "x")))
        .isInstanceOf(DeferredException.class);
    assertThat(outside.resolve("b.csv")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"seller-1", "seller-1/partner", "seller-1/partner/out"})
  void aFileWhereAFolderHasToBeIsForAPersonToMoveAway(String name) throws Exception {
    Path file = disk.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");

    assertThatThrownBy(() -> folder("partner").send(get("/in/")))
        .isInstanceOfSatisfying(
            DeferredException.class, e -> assertThat(e.why()).isEqualTo(Cause.ADDRESS_FORBIDDEN))
        .hasMessageContaining(file + " is a file, where a folder has to be: move it away");
  }

  @Test
  void aFileIsReplacedOnlyOverTheOneThatWasRead() throws Exception {
    ConnectorHttp http = folder("partner");
    http.send(put("/out/stock.csv", "old"));
    String tag = http.send(get("/out/stock.csv")).header("ETag").orElseThrow();
    http.send(put("/out/stock.csv", "new"));

    assertThat(http.send(put("/out/stock.csv", "late").with("If-Match", tag), 412).text())
        .contains("another by now");
    assertThat(http.send(move("/out/stock.csv", "done/a").with("If-Match", tag), 412).status())
        .isEqualTo(412);
    assertThat(root().resolve("out/stock.csv")).hasContent("new");
  }

  /** The power is cut while a file is written, and just before it gets its name. */
  @Test
  void afterAPowerCutTheOldFileIsWholeAndTheNextIsWrittenOverWhatWasLeft() throws Exception {
    folder("partner").send(put("/out/stock.csv", "old"));
    for (int written : List.of(0, 2, 5)) {
      ConnectorHttp cut =
          folder(
              "partner",
              (file, body) -> {
                file.write(ByteBuffer.wrap(body, 0, written));
                throw new AssertionError("the power is cut");
              });
      assertThatThrownBy(() -> cut.send(put("/out/stock.csv", "newer")))
          .hasMessage("the power is cut");

      assertThat(root().resolve("out/stock.csv")).hasBinaryContent(OLD);
      assertThat(folder("partner").send(get("/out/")).text())
          .endsWith(" stock.csv\n")
          .hasLineCount(1);
    }
    folder("partner").send(put("/out/stock.csv", "new"));
    assertThat(root().resolve("out/stock.csv")).hasContent("new");
    assertThat(root().resolve("out/.stock.csv.part")).doesNotExist();
  }

  @Test
  void aFullDiskIsNothingDone() throws Exception {
    folder("partner").send(put("/out/stock.csv", "old"));
    ConnectorHttp full =
        folder(
            "partner",
            (file, body) -> {
              file.write(ByteBuffer.wrap(body, 0, 1));
              throw new IOException("No space left on device");
            });

    assertThatThrownBy(() -> full.send(put("/out/stock.csv", "new")))
        .isInstanceOf(DeferredException.class)
        .hasMessageContaining("No space left on device");
    assertThat(root().resolve("out/stock.csv")).hasBinaryContent(OLD);
    assertThat(records.getLast().why()).isEqualTo(Cause.UNAVAILABLE);
  }

  @Test
  void anotherServerThatWritesThereIsWaitedFor() throws Exception {
    folder("partner").send(put("/out/stock.csv", "old"));
    try (FileChannel other = FileChannel.open(root().resolve(".lock"), StandardOpenOption.WRITE);
        FileLock lock = other.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThatThrownBy(() -> folder("partner").send(put("/out/stock.csv", "new")))
          .isInstanceOf(DeferredException.class)
          .hasMessageContaining("writing there now");
    }
    assertThat(root().resolve("out/stock.csv")).hasBinaryContent(OLD);
    assertThat(folder("partner").send(put("/out/stock.csv", "new")).status()).isEqualTo(204);
  }

  @Test
  void whatTheServerMayNotReadIsSaidInWords() throws Exception {
    folder("partner").send(get("/in/"));
    Path in = root().resolve("in");
    Files.setPosixFilePermissions(in, PosixFilePermissions.fromString("---------"));
    try {
      org.junit.jupiter.api.Assumptions.assumeFalse(
          Files.isReadable(in), "this user may read everything");
      assertThatThrownBy(() -> folder("partner").send(get("/in/")))
          .isInstanceOfSatisfying(
              DeferredException.class, e -> assertThat(e.why()).isEqualTo(Cause.UNREACHABLE))
          .hasMessageContaining("the user that the server runs as may not read and write");
    } finally {
      Files.setPosixFilePermissions(in, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void aServerWithoutFoldersSaysSo() {
    ConnectorHttp http =
        new ConnectorHttp(transport, limitless(), records::add, clock())
            .at(URI.create("folder:///partner"));

    assertThatThrownBy(() -> http.send(get("/in/")))
        .isInstanceOf(DeferredException.class)
        .hasMessageContaining("no folders for channels");
  }

  /** What cannot be told is whether a new name outlives a power cut; then it is not known. */
  @Test
  void aFileThatIsTooLongIsNotRead() throws Exception {
    folder("partner").send(get("/in/"));
    try (FileChannel large =
        FileChannel.open(
            root().resolve("in/large.csv"),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE)) {
      large.write(ByteBuffer.wrap(OLD), Folders.BYTES_MAX);
    }

    assertThatThrownBy(() -> folder("partner").send(get("/in/large.csv")))
        .isInstanceOf(DeferredException.class)
        .isNotInstanceOf(UnconfirmedException.class)
        .hasMessageContaining("longer than");
  }

  private Path root() {
    return disk.resolve("seller-1/partner");
  }

  private ConnectorHttp folder(String name) {
    return over(name, Folders.in(disk.resolve("seller-1")));
  }

  private ConnectorHttp folder(String name, DiskFolders.Writer writer) {
    return over(name, new DiskFolders(disk.resolve("seller-1"), writer));
  }

  private ConnectorHttp over(String name, Folders folders) {
    return new ConnectorHttp(transport, folders, limitless(), records::add, clock())
        .at(URI.create("folder:///" + HttpCall.encoded(name)));
  }

  private static Pacer limitless() {
    return new Pacer(new Limits(1, List.of(), Duration.ofSeconds(1)));
  }

  private static InstantSource clock() {
    return InstantSource.fixed(NOW);
  }

  private static HttpCall get(String path) {
    return HttpCall.get(path, Purpose.LISTINGS_READ);
  }

  private static HttpCall put(String path, String text) {
    return new HttpCall(
        Method.PUT,
        path,
        Map.of(),
        "text/csv",
        text.getBytes(StandardCharsets.UTF_8),
        true,
        Purpose.PUSH,
        Map.of());
  }

  private static HttpCall move(String path, String to) {
    return HttpCall.send(Method.POST, path, "", Purpose.ORDERS_POLL).with("Destination", to);
  }
}
