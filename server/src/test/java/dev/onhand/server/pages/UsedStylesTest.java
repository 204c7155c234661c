package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Golden;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UsedStylesTest {

  /** What a browser reads before it shows anything: a sixth of Tabler. */
  private static final String KEPT = "server/src/main/resources/static/assets/tabler.css";

  private static final List<String> WRITTEN =
      List.of("src/main/jte", "src/main/java", "src/main/resources/static/assets");

  @Test
  void pagesLoadOfTablerWhatTheyUse() throws IOException {
    Golden.check(KEPT, new UsedStyles(written()).of(tabler()));
  }

  private static List<String> written() throws IOException {
    try (Stream<Path> files = WRITTEN.stream().map(Path::of).flatMap(UsedStylesTest::files)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(jte|java|js)"))
          .map(UsedStylesTest::read)
          .toList();
    }
  }

  private static Stream<Path> files(Path folder) {
    try {
      return Files.walk(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As its authors publish it. */
  private static String tabler() throws IOException {
    String release =
        Pattern.compile("tabler__core-([0-9.]+)\\.jar")
            .matcher(System.getProperty("java.class.path"))
            .results()
            .map((MatchResult jar) -> jar.group(1))
            .findFirst()
            .orElseThrow();
    String path =
        "/META-INF/resources/webjars/tabler__core/%s/dist/css/tabler.min.css".formatted(release);
    try (InputStream file = UsedStylesTest.class.getResourceAsStream(path)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void keepsClassesThatAreWritten() {
    assertThat(used(".card{a:b}.stamp{a:b}", "<div class=\"card\">")).isEqualTo(".card{a:b}\n");
    assertThat(used(".card .stamp{a:b}.stamp,.card{c:d}", "card")).isEqualTo(".card{c:d}\n");
    assertThat(used(".w-1\\/2,.w-1\\/3{a:b}", "w-1/2")).isEqualTo(".w-1\\/2{a:b}\n");
  }

  @Test
  void keepsClassesWhoseEndIsReckoned() {
    String sheet = ".bg-red{a:b}.text-red{a:b}";
    assertThat(used(sheet, "badge bg-${tone}")).isEqualTo(".bg-red{a:b}\n");
    assertThat(used(sheet, "\"text-\" + tone")).isEqualTo(".text-red{a:b}\n");
  }

  @Test
  void keepsWhatIsForAllAndForWhatIsNot() {
    String sheet = ":root{--a:b}p:not(.lead){a:b}a[href=\".lead\"]{a:b}";
    assertThat(used(sheet)).isEqualTo(":root{--a:b}\np:not(.lead){a:b}\na[href=\".lead\"]{a:b}\n");
  }

  @Test
  void keepsOfWidthsWhatIsUsedThere() {
    assertThat(used("@media (min-width:9px){.card{a:b}.stamp{a:b}}", "card"))
        .isEqualTo("@media (min-width:9px){\n.card{a:b}\n}\n");
    assertThat(used("@media print{.stamp{a:b}}@keyframes turn{0%{a:b}to{a:c}}"))
        .isEqualTo("@keyframes turn{0%{a:b}to{a:c}}\n");
  }

  @Test
  void takesNoTextForABrace() {
    assertThat(used("@charset \"UTF-8\";/*! {of} */.card:after{content:\"}\\\"\"}p{a:b}", "card"))
        .isEqualTo("/*! {of} */\n.card:after{content:\"}\\\"\"}\np{a:b}\n");
  }

  private static String used(String sheet, String... texts) {
    return new UsedStyles(Arrays.asList(texts)).of(sheet);
  }
}
