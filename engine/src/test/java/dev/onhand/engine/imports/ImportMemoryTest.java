package dev.onhand.engine.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportMemoryTest {

  @TempDir Path directory;

  @Test
  void importsManyRowsInAFewMegabytes() throws IOException, InterruptedException {
    assertThat(said(ManyRows.class, "-Xmx72m"))
        .containsExactly("CHECKED " + ManyRows.LINES_TOO_MANY, "COMPLETE " + ManyRows.ROWS);
  }

  @Test
  void importsOrdersOfManyRowsInAFewMegabytes() throws IOException, InterruptedException {
    assertThat(said(ManyOrders.class, "-Xmx48m")).containsExactly("COMPLETE " + ManyOrders.ROWS);
  }

  private List<String> said(Class<?> program, String memory)
      throws IOException, InterruptedException {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                memory,
                "-Dslf4j.internal.verbosity=ERROR", // nobody logs here, and that is no news
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                directory.resolve("rows.csv.gz").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).as(said).isZero();
    return said.lines().toList();
  }
}
