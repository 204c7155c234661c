package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import dev.onhand.server.web.SentFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A person brings in a file whose columns are in other words. */
class FilePagesIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static Visitor owner;
  private String key = "";

  @BeforeAll
  static void makeShop() {
    owner = new Visitor(SERVER.server().url()).signedIn(SERVER.adminToken());
    SERVER.admin().post("/api/v1/locations", "{\"code\":\"shop\"}");
  }

  @BeforeEach
  void takeKey() {
    key = owner.field("/imports", "form_key");
  }

  /** Nothing lies about, whatever came of it. */
  @AfterEach
  void leavesNothingOnTheDisk() throws IOException {
    try (Stream<Path> left = Files.list(SERVER.data().resolve("imports"))) {
      assertThat(left).isEmpty();
    }
  }

  private String sent(String name, byte[] content) {
    HttpResponse<String> answer = owner.sendFile("/imports", key, name, content);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private String sent(String name, String content) {
    return sent(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /** All lines were bought for one location; their first two columns say what and how many. */
  private static final String[] BOUGHT = {
    "column_sku",
    "0",
    "column_quantity",
    "1",
    "location",
    "shop",
    "same_reason",
    "purchase",
    "create",
    "true"
  };

  private HttpResponse<String> send(String path, String action, String... fields) {
    return send(owner, key, path, action, fields);
  }

  private static HttpResponse<String> send(
      Visitor who, String formKey, String path, String action, String... fields) {
    List<String> all =
        new ArrayList<>(
            List.of("form_key", formKey, "action", action, "version", who.field(path, "version")));
    all.addAll(List.of(fields));
    return who.post(path, all.toArray(String[]::new));
  }

  private static long onHand(String sku) {
    return SERVER.admin().get("/api/v1/stock/" + sku).json().at("/on_hand").asLong();
  }

  private static String location(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  @Test
  void bringsInWhatItShowedBeforeAndOnlyOnce() {
    String file = "Artikel;Menge;Lager;Text\nF-TEA;5;shop;a\nF-CUP;7;shop;b\n";
    String path = sent("C:\\stock\\count.csv", file);
    String seen = owner.get(path).body();
    assertThat(seen).contains("count.csv", "F-TEA", "Read it so").doesNotContain("C:\\stock");
    assertThat(seen)
        .as("guessed")
        .containsPattern(
            "column_sku\">\\s*<option value=\"\">not in the file</option>\\s*<option value=\"0\" selected");

    String[] wish = {
      "column_sku",
      "0",
      "column_quantity",
      "1",
      "column_location",
      "2",
      "same_reason",
      "purchase",
      "create",
      "true"
    };
    assertThat(location(send(path, "check", wish))).isEqualTo(path + "#check");
    String checked = owner.get(path).body();
    assertThat(checked)
        .contains("On hand, before and after", "2 products are not known and will be made")
        .containsPattern("(?s)F-TEA</td><td>shop</td>.*?>0<.*?>\\+5<.*?>5<");
    assertThat(SERVER.admin().get("/api/v1/stock/F-TEA").status()).isEqualTo(404);

    String done = location(send(path, "apply"));
    assertThat(done).startsWith("/imports/imp_");
    assertThat(onHand("F-TEA")).isEqualTo(5);
    assertThat(owner.get(path).headers().firstValue("Location")).contains(done);
    assertThat(owner.get("/imports").body()).doesNotContain("Not applied yet");

    String again = sent("count.csv", file);
    send(again, "check", wish);
    assertThat(owner.get(again).body())
        .containsPattern("Recorded before</div><div class=\"h1\">2<");
    send(again, "apply");
    assertThat(onHand("F-TEA")).isEqualTo(5);

    owner.post(done, "form_key", key, "action", "undo");
    assertThat(onHand("F-TEA")).isZero();
  }

  @Test
  void takesAPackedFileInOurOwnWordsAsItIs() throws IOException {
    String text =
        """
        key,occurred_at,sku,location,reason,quantity,reference,note
        g-1,2026-11-01,G-TEA,shop,opening_stock,4,,
        """;
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    String path = sent("own.csv.gz", packed.toByteArray());
    String[] columns = {
      "column_key",
      "0",
      "column_occurred_at",
      "1",
      "column_sku",
      "2",
      "column_location",
      "3",
      "column_reason",
      "4",
      "column_quantity",
      "5",
      "create",
      "true"
    };
    send(path, "check", columns);
    send(path, "apply");

    Answer same =
        SERVER
            .admin()
            .upload(
                "/api/v1/imports?kind=movements",
                text.getBytes(StandardCharsets.UTF_8),
                "text/csv");
    assertThat(same.json().at("/already_recorded").asInt()).isEqualTo(1);
    assertThat(onHand("G-TEA")).isEqualTo(4);
  }

  @Test
  void namesWrongLinesAndAppliesNothingUntilTheyAreLeftOut() {
    String path = sent("bad.csv", "sku,qty\nH-TEA,5\nH-CUP,1 000\nH-POT,５\nH-MUG,1e308\n");
    send(path, "check", BOUGHT);
    assertThat(owner.get(path).body())
        .contains("Nothing is applied while a line is wrong", "What would be refused")
        .containsPattern(
            "(?s)<td class=\"number\">3</td>.*<td class=\"number\">4</td>.*<td class=\"number\">5</td>");
    HttpResponse<String> refused = send(path, "apply");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("Check the file first");

    String[] skipping =
        Stream.concat(Stream.of(BOUGHT), Stream.of("skip", "true")).toArray(String[]::new);
    send(path, "check", skipping);
    assertThat(owner.get(path).body()).contains("Apply it without what is wrong");
    send(path, "apply");
    assertThat(onHand("H-TEA")).isEqualTo(5);
  }

  @Test
  void asksForTheCharsetAndShowsWhatItComesTo() {
    byte[] file =
        "sku,qty,note\nI-TEA,1,d\u00e9j\u00e0\n".getBytes(Charset.forName("windows-1252"));
    String path = sent("latin.csv", file);
    assertThat(owner.get(path).body()).contains("is not UTF-8", "d\u00e9j\u00e0");
    String[] wish = {
      "column_sku",
      "0",
      "column_quantity",
      "1",
      "column_note",
      "2",
      "location",
      "shop",
      "same_reason",
      "purchase",
      "create",
      "true"
    };
    send(path, "check", wish);
    assertThat(owner.get(path).body()).contains("Say below what the file is written in");

    send(path, "read", "kind", "movements", "charset", "x-MacRoman");
    assertThat(owner.get(path).body()).contains("dÈj‡").doesNotContain("is not UTF-8");
    send(path, "read", "kind", "movements", "charset", "windows-1252");
    send(path, "check", wish);
    send(path, "apply");
    assertThat(onHand("I-TEA")).isEqualTo(1);
  }

  @Test
  void bringsInOrders() {
    String path = sent("web.csv", "Order,Item,Units\n1001,O-TEA,2\n");
    send(path, "read", "kind", "orders", "charset", "");
    assertThat(owner.get(path).body()).contains("same_channel");
    HttpResponse<String> incomplete = send(path, "check", "column_external_id", "0");
    assertThat(incomplete.statusCode()).isEqualTo(400);
    assertThat(incomplete.body()).contains("Say which column is channel, and which is status.");
    send(
        path,
        "check",
        "column_external_id",
        "0",
        "column_sku",
        "1",
        "column_quantity",
        "2",
        "column_line",
        "",
        "same_channel",
        "web",
        "same_status",
        "paid",
        "create",
        "true");
    assertThat(owner.get(path).body()).contains("line must not be empty");
    send(path, "discard");
    assertThat(owner.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void tellsWhoComesSecondWhatHoldsNow() {
    String path = sent("both.csv", "sku,qty\nJ-TEA,5\n");
    String version = owner.field(path, "version");
    send(path, "check", BOUGHT);
    HttpResponse<String> late =
        owner.post(path, "form_key", key, "action", "apply", "version", version);
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("Somebody chose otherwise meanwhile");
    assertThat(SERVER.admin().get("/api/v1/stock/J-TEA").status()).isEqualTo(404);

    String checked = owner.field(path, "version");
    String first =
        location(owner.post(path, "form_key", key, "action", "apply", "version", checked));
    String second =
        location(owner.post(path, "form_key", key, "action", "apply", "version", checked));
    assertThat(second).as("sent twice").isEqualTo(first);
    assertThat(onHand("J-TEA")).isEqualTo(5);
  }

  @Test
  void saysWhyAFileIsNotTaken() {
    assertThat(owner.post("/imports", "form_key", key).body()).contains("Choose a file.");
    assertThat(owner.sendFile("/imports", key, "empty.csv", new byte[0]).body())
        .contains("Choose a file that is not empty");
    HttpResponse<String> workbook =
        owner.sendFile("/imports", key, "b.xlsx", new byte[] {'P', 'K', 3, 4, 0});
    assertThat(workbook.statusCode()).isEqualTo(400);
    assertThat(workbook.body()).contains("Save it as CSV");
    assertThat(owner.sendFile("/imports", "no key", "a.csv", new byte[] {'a'}).statusCode())
        .isEqualTo(403);
    HttpResponse<String> torn =
        owner.sendParts(
            "/imports",
            "b",
            ("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nsku")
                .getBytes(StandardCharsets.UTF_8));
    assertThat(torn.statusCode()).isEqualTo(400);
    assertThat(torn.body()).contains("The file did not come whole");
    assertThat(owner.sendFile("/adjustments", key, "a.csv", new byte[] {'a'}).statusCode())
        .as("parts are taken at one address alone")
        .isEqualTo(415);
    List<String> waiting = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      waiting.add(sent("w.csv", "sku\n" + i + "\n"));
    }
    assertThat(owner.sendFile("/imports", key, "w.csv", new byte[] {'a'}).body())
        .contains("5 files wait to be applied");
    waiting.forEach(path -> send(path, "discard"));
  }

  @Test
  void refusesAFileThatIsTooLargeBeforeItIsRead() throws IOException {
    assertThat(answerTo("Content-Length: " + (SentFiles.BYTES_MAX + (1 << 17))))
        .startsWith("HTTP/1.1 413")
        .contains("at most 128 MiB");
    assertThat(answerTo("Transfer-Encoding: chunked")).startsWith("HTTP/1.1 400");
  }

  /** What is said to the beginning of a request, of which no more comes. */
  private static String answerTo(String header) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", SERVER.server().port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              """
              POST /imports HTTP/1.1\r
              Host: localhost\r
              Connection: close\r
              Content-Type: multipart/form-data; boundary=b\r
              %s\r
              \r
              """
                  .formatted(header)
                  .getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void letsNobodyMakeProductsWhoMayNot() {
    Answer token =
        SERVER
            .admin()
            .post("/api/v1/tokens", "{\"name\":\"c\",\"scopes\":[\"stock:read\",\"stock:write\"]}");
    Visitor clerk = new Visitor(SERVER.server().url()).signedIn(token.at("/token"));
    String path = sent("k.csv", "sku,qty\nK-TEA,5\n");
    assertThat(clerk.get(path).body()).doesNotContain("make products and locations");
    HttpResponse<String> refused =
        send(clerk, clerk.field(path, "form_key"), path, "check", BOUGHT);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("products:write");
    send(path, "discard");
    Answer done = SERVER.admin().get("/api/v1/admin-actions?limit=1");
    assertThat(done.at("/data/0/what")).isEqualTo("deal with file: discard");
  }

  @Test
  void readsAFileAsTheLastThatHadTheSameColumns() {
    String header = "Was,Stueck,Regal\n";
    String first = sent("monday.csv", header + "L-TEA,5,a\n");
    assertThat(owner.get(first).body()).doesNotContain("id=\"like\"");
    send(first, "check", BOUGHT);
    location(send(first, "apply"));

    String second = sent("tuesday.csv", header + "L-TEA,7,b\n");
    String seen = owner.get(second).body();
    assertThat(seen)
        .contains("monday.csv</strong>, and chosen as for that file", "value=\"shop\" selected")
        .containsPattern(
            "column_sku\">\\s*<option value=\"\">[^<]*</option>\\s*<option value=\"0\" selected")
        .containsPattern("value=\"purchase\" selected")
        .containsPattern("name=\"create\" value=\"true\">");
    String other = sent("other.csv", "Was,Regal,Stueck\nL-TEA,b,7\n");
    assertThat(owner.get(other).body()).doesNotContain("id=\"like\"");
    for (String path : List.of(second, other)) {
      send(path, "discard");
    }
  }

  @Test
  void isForgottenWhereNobodyComesBack() {
    assertThat(owner.get("/imports/files/fil_0000000000001").statusCode()).isEqualTo(404);
    assertThat(owner.get("/imports/files/none").statusCode()).isEqualTo(404);
  }
}
