package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostcodeCommandsTest {

  private static final String AREAS =
      ProductCommandsTest.list("{\"prefix\":\"75\",\"latitude\":48.9,\"longitude\":2.3}");

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @TempDir Path directory;

  @BeforeEach
  void prepare() {
    server
        .on("GET /api/v1/postcode-areas/FR", AREAS)
        .on("PUT /api/v1/postcode-areas/FR", AREAS)
        .on(
            "GET /api/v1/postcode-areas",
            ProductCommandsTest.list(
                "{\"object\":\"postcode_country\",\"country\":\"FR\",\"areas\":1}"));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Result read(String text) throws IOException {
    Path file = directory.resolve("areas.csv");
    Files.writeString(file, text);
    return shell.run("postcode", "import", "FR", file.toString());
  }

  @Test
  void readsAFile() throws IOException {
    Result result = read("\ufeffprefix,latitude,longitude\r\n75,48.9,2.3\n\n\"2A\", 42 , -9.1\n");

    assertThat(result.exit()).isZero();
    assertThat(server.lastAsked().text())
        .isEqualTo(
            """
            {"areas":[{"prefix":"75","latitude":48.9,"longitude":2.3},\
            {"prefix":"2A","latitude":42.0,"longitude":-9.1}]}""");
    assertThat(result.err()).contains("Postcodes of FR have 2 areas.");
  }

  @Test
  void namesTheLineThatIsNone() throws IOException {
    Result result = read("75,48.9,2.3\n76;1;2\n");

    assertThat(result.exit()).isEqualTo(Exit.USAGE);
    assertThat(result.err()).contains("line 2 is not an area: 76;1;2");
    assertThat(read("75,4.8.9,2.3\n").err()).contains("line 1 is not an area");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void showsCountriesAndTheirAreas() {
    assertThat(shell.run("postcode", "list").out()).contains("| FR      |     1 |");
    assertThat(shell.run("postcode", "show", "FR", "--csv").out())
        .isEqualTo("prefix,latitude,longitude\n75,48.9,2.3\n");
    assertThat(server.lastAsked().query()).as("the list has one page").isEmpty();
  }
}
