package dev.onhand.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/reference/faults.md says: no row is missing, and the tests that it names are there. */
class FaultTableTest {

  private static final Path TABLE = Repository.ROOT.resolve("docs/reference/faults.md");
  private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");
  private static final Pattern A_TEST =
      Pattern.compile("@(Test|ParameterizedTest|RepeatedTest)\\b");
  private static final List<String> ROWS =
      List.of(
          ("F01 F02 F03 F04 F05 F06 F07 F08 F09 F10 F11 F12 F13 F14 F15 F16 F17 F18 F19 F20 F21 F22"
                  + " F23 F24 F25 F26 F27 F28 F29 F30 F31 F32 F35 F36 F40 F41 F42 F43 F44 F45 F46"
                  + " F47 F48 F49 F50 F51 F52 F53 F54 F55 F57 F58 F59 F60 F61 F62 F63 F64 F65 F66 F67 F68"
                  + " F69 F70 F71 F72 F73 F74 F75 F76"
                  + " I1 I2 I3 I4 I5 I6 I7 I8 I9 I10 I11 I12 I14 I15")
              .split(" "));

  @Test
  void eachRowNamesATestOrSaysWhyThereIsNone() throws IOException {
    assertThat(unshown(Files.readString(TABLE))).isEmpty();
  }

  @Test
  void eachTestThatIsNamedIsThere() throws IOException {
    assertThat(absent(Files.readString(TABLE))).isEmpty();
  }

  @Test
  void aRowThatIsMissingOrShowsNothingIsFound() throws IOException {
    String row = "| F03 | windows overlap | each order counts once | ";
    String table = Files.readString(TABLE).replaceAll("(?m)^\\| F0[23] .*$", "") + row;
    assertThat(unshown(table)).containsExactly("F02", "F03");
    assertThat(unshown(table + "`OrderImportTest#hasOneEffectForTheSameFileTwice` |"))
        .containsExactly("F02");
    assertThat(unshown(table + "Open: it is hard. |")).containsExactly("F02");
  }

  @Test
  void aTestThatIsNotThereIsFound() throws IOException {
    assertThat(absent("`OrderScenarios#noSuchFact`, `NoSuchTest#fact` and `OrderScenarios#stock`"))
        .containsExactly("OrderScenarios#noSuchFact", "NoSuchTest#fact", "OrderScenarios#stock");
  }

  private static List<String> unshown(String table) {
    List<String> lines = table.lines().toList();
    return ROWS.stream()
        .filter(row -> lines.stream().noneMatch(line -> isShown(row, line)))
        .toList();
  }

  private static boolean isShown(String row, String line) {
    return line.startsWith("| " + row + " |")
        && (line.contains(" Open: ") || NAMED.matcher(line).find());
  }

  private static List<String> absent(String table) throws IOException {
    Map<String, Path> files = new HashMap<>();
    Sources.below("src/test").forEach(file -> files.put(file.getFileName().toString(), file));
    List<String> absent = new ArrayList<>();
    Matcher named = NAMED.matcher(table);
    while (named.find()) {
      Path file = files.get(named.group(1) + ".java");
      if (file == null || !isFactIn(Files.readString(file), named.group(2))) {
        absent.add(named.group(1) + "#" + named.group(2));
      }
    }
    return absent;
  }

  /** Whether it is what follows an annotation for tests. */
  private static boolean isFactIn(String source, String method) {
    String[] parts = source.split("\\bvoid ");
    for (int i = 1; i < parts.length; i++) {
      if (parts[i].startsWith(method + "(")) {
        return A_TEST.matcher(parts[i - 1]).find();
      }
    }
    return false;
  }
}
