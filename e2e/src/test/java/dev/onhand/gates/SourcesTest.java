package dev.onhand.gates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.gates.Sources.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {
  private static final int METHOD_LINES_MAX = 60;
  private static final int TYPE_LINES_MAX = 400;

  /** What is not about its channel has its place in the kit. */
  private static final int CONNECTOR_LINES_MAX = 600;

  private static final Path CONNECTORS =
      Repository.ROOT.resolve("connectors/src/main/java/dev/onhand/connectors");

  private static final Path EXCEPTIONS =
      Repository.ROOT.resolve("e2e/src/test/resources/size-exceptions.txt");

  @Test
  void typesAndMethodsStayShortAndTheExceptionsShrink() throws IOException {
    List<Path> files =
        Stream.concat(Sources.below("src/main").stream(), Sources.below("src/test").stream())
            .toList();

    assertThat(oversized(Sources.in(files).sizes()))
        .as("code lines over the limit; split it, or lower what %s says", EXCEPTIONS.getFileName())
        .isEqualTo(exceptions());
  }

  @Test
  void connectorsStayShort() throws IOException {
    Map<String, Integer> lines = new TreeMap<>();
    try (Stream<Path> packages = Files.list(CONNECTORS)) {
      for (Path connector : packages.toList()) {
        try (Stream<Path> files = Files.list(connector)) {
          lines.put(
              connector.getFileName().toString(), linesOf(Sources.in(files.toList()).sizes()));
        }
      }
    }

    assertThat(lines).hasSizeGreaterThan(10);
    lines.values().removeIf(it -> it <= CONNECTOR_LINES_MAX);
    assertThat(lines).as("connectors of more than %d code lines", CONNECTOR_LINES_MAX).isEmpty();
  }

  /** Of all types that are in no other. */
  private static int linesOf(List<Size> sizes) {
    return sizes.stream()
        .filter(it -> !it.isMethod() && !it.name().contains("."))
        .mapToInt(Size::lines)
        .sum();
  }

  @Test
  void linesOfTypesAreAddedUp() {
    assertThat(linesOf(Sources.inText("class A {\nint a;\nclass B {}\n}\nclass C {}").sizes()))
        .isEqualTo(5);
  }

  @Test
  void sqlIsNeverBuilt() {
    assertThat(Sources.in(Sources.below("src/main")).builtSql()).isEmpty();
  }

  /** Its role sees several sellers at once. */
  @Test
  void onlyTheCommitterTakesOnItsRole() throws IOException {
    List<String> naming = new ArrayList<>();
    for (Path file : Sources.below("src/main")) {
      String text = Files.readString(file);
      if (text.contains("\"onhand_committer") || text.contains("'onhand_committer")) {
        naming.add(file.getFileName().toString());
      }
    }
    assertThat(naming)
        .containsExactlyInAnyOrder("LedgerReads.java", "Roles.java", "Diagnosis.java");
  }

  @Test
  void longMethodIsFound() {
    String body = "run();\n".repeat(METHOD_LINES_MAX - 2);
    String comments = "\n// one\n/* two\n * three\n */\n";
    assertThat(oversized(sizesOf("void fits() {\n" + comments + body + "}"))).isEmpty();
    assertThat(oversized(sizesOf("void grows() {\nrun();\n" + body + "}")))
        .isEqualTo(Map.of("Sample.grows", METHOD_LINES_MAX + 1));
  }

  @Test
  void longTypeIsFound() {
    assertThat(oversized(sizesOf("int field;\n".repeat(TYPE_LINES_MAX))))
        .isEqualTo(Map.of("Sample", TYPE_LINES_MAX + 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client.sql(\"select * from \" + table)",
        "client.sql(\"select \" + columns + \" from product\")",
        "query = \"select sku from product where sku = '\" + sku + \"'\"",
        "connection.prepareStatement(\"delete from product where id = %d\".formatted(id))",
        "String.format(\"update product set name = '%s'\", name)",
        "text.append(\"insert into product values (1)\")"
      })
  void builtSqlIsFound(String expression) {
    assertThat(builtSqlOf(expression)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client.sql(\"select sku \" + \"from product\")",
        "client.sql(\"select sku from product \" + BY_SKU)",
        "log.info(\"select one of \" + choices)"
      })
  void constantSqlAndPlainTextAreLeftAlone(String expression) {
    assertThat(builtSqlOf(expression)).isEmpty();
  }

  private static Map<String, Integer> oversized(List<Size> sizes) {
    Map<String, Integer> found = new HashMap<>();
    for (Size size : sizes) {
      if (size.lines() > (size.isMethod() ? METHOD_LINES_MAX : TYPE_LINES_MAX)) {
        found.merge(size.name(), size.lines(), Math::max);
      }
    }
    return found;
  }

  private static Map<String, Integer> exceptions() throws IOException {
    Map<String, Integer> exceptions = new HashMap<>();
    for (String line : Files.readAllLines(EXCEPTIONS)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] nameAndLines = line.split(" ");
        exceptions.put(nameAndLines[0], Integer.valueOf(nameAndLines[1]));
      }
    }
    return exceptions;
  }

  private static List<Size> sizesOf(String members) {
    return Sources.inText("class Sample {\n" + members + "\n}").sizes();
  }

  private static List<String> builtSqlOf(String expression) {
    return Sources.inText("class Sample { void run() { " + expression + "; } }").builtSql();
  }
}
