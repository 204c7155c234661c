package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.pages.Libraries.Library;
import java.io.File;
import org.junit.jupiter.api.Test;

class LibrariesTest {

  private static final String NOTICE =
      """
      Onhand

      Libraries
        jte-                        Apache-2.0                  Andreas Hager-Clukas
        jul-to-slf4j, slf4j-        MIT                         QOS.ch

      PostgreSQL
        PostgreSQL Database Management System (also known as Postgres)
      """;

  @Test
  void tellsOfEachLibraryThatRunsItsVersionAndLicence() {
    String classPath =
        String.join(
            File.pathSeparator,
            "/o/lib/slf4j-api-2.0.17.jar",
            "lib/jte-3.2.jar",
            "lib/server-1.jar",
            "classes");

    assertThat(Libraries.of(classPath, NOTICE))
        .containsExactly(
            new Library("jte-3.2.jar", "Apache-2.0", "Andreas Hager-Clukas"),
            new Library("slf4j-api-2.0.17.jar", "MIT", "QOS.ch"));
  }

  @Test
  void knowsTheNoticeThatIsShipped() {
    assertThat(Libraries.of("lib/fastcsv-4.4.0.jar", Libraries.notice()))
        .containsExactly(new Library("fastcsv-4.4.0.jar", "MIT", "Oliver Siegmar"));
  }
}
