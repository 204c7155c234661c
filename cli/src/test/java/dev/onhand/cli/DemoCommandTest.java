package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

  @TempDir private Path directory;

  @Test
  void keepsItsHandsOffADirectoryThatIsNoDemo() throws IOException {
    Files.createDirectory(directory.resolve("data"));
    Files.writeString(directory.resolve("data/token"), "onh_live_real");

    Path month = Files.writeString(directory.resolve("month.csv"), "InvoiceNo");

    Result result =
        new Shell()
            .in(directory)
            .run("demo", "--data", "data", "--file", month.toString(), "--exit");

    assertThat(result.exit()).isEqualTo(Exit.USAGE);
    assertThat(result.err()).contains("holds something that is not a demo");
    assertThat(directory.resolve("data")).isDirectoryContaining(p -> p.endsWith("token"));
    assertThat(Files.list(directory.resolve("data"))).hasSize(1);
  }

  @Test
  void saysWhichFileIsMissing() {
    Result result = new Shell().in(directory).run("demo", "--file", "no-such.csv.gz", "--exit");

    assertThat(result.exit()).isEqualTo(Exit.USAGE);
    assertThat(result.err()).contains("no-such.csv.gz", "--file");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void serveNamesEverySettingThatIsWrong() {
    Result result =
        new Shell().in(directory).with("ONHAND_LOG_FORMAT", "xml").run("serve", "--port", "99999");

    assertThat(result.exit()).isEqualTo(Exit.USAGE);
    assertThat(result.err()).contains("ONHAND_PORT", "ONHAND_LOG_FORMAT");
    assertThat(directory).isEmptyDirectory();
  }
}
