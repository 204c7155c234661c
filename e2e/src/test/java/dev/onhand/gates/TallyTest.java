package dev.onhand.gates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.e2e.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TallyTest {
  private static final String PASSED = "<testcase name=\"passes\" classname=\"a.BTest\"/>";
  private static final String DISABLED =
      "<testcase name=\"waits\" classname=\"a.BTest\">\n<skipped message=\"no &quot;Chromium&quot;\"/>";
  private static final String ASSUMED =
      """
      <testcase name="assumes" classname="a.BTest">
        <skipped type="org.opentest4j.TestAbortedException"><![CDATA[org.opentest4j.TestAbortedException: \
      Assumption failed: no shared data
      \tat a.BTest.assumes(BTest.java:7)
      ]]></skipped>""";

  @TempDir private Path folder;

  @Test
  void passesWhenAllTestsPassed() throws Exception {
    report("1", "0", "0", PASSED);

    assertThat(tally(""))
        .isEqualTo(new Shell.Result(0, "Tests run: 1, Failures: 0, Errors: 0, Skipped: 0\n", ""));
  }

  @Test
  void namesEachSkippedTestWithItsReason() throws Exception {
    report("3", "0", "2", PASSED + "\n" + DISABLED + "\n" + ASSUMED);

    assertThat(tally("# why\nno \"Chromium\"\nno shared\n"))
        .isEqualTo(
            new Shell.Result(
                0,
                """
                skipped: a.BTest.waits: no "Chromium"
                skipped: a.BTest.assumes: no shared data
                Tests run: 3, Failures: 0, Errors: 0, Skipped: 2
                """,
                ""));
  }

  @Test
  void failsOnASkipForAReasonThatIsNotListed() throws Exception {
    report("2", "0", "1", PASSED + "\n" + ASSUMED);

    assertThat(tally("no \"Chromium\"\n").exitCode()).isEqualTo(1);
    assertThat(tally("no \"Chromium\"\n").out()).contains("assumes: no shared data  <- not in");
  }

  @Test
  void failsOnAFailure() throws Exception {
    report("2", "1", "0", PASSED);

    assertThat(tally("").exitCode()).isEqualTo(1);
  }

  @Test
  void failsOnAClassThatRanNoTest() throws Exception {
    report("0", "0", "0", "");

    assertThat(tally("").exitCode()).isEqualTo(1);
    assertThat(tally("").out()).contains("skipped: a.BTest: no reason given");
  }

  @Test
  void failsWhenThereIsNoReport() throws Exception {
    assertThat(tally("").exitCode()).isEqualTo(1);
  }

  private void report(String tests, String failures, String skipped, String cases)
      throws IOException {
    Path report = folder.resolve("m/target/surefire-reports/TEST-a.BTest.xml");
    Files.createDirectories(report.getParent());
    Files.writeString(
        report,
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuite name="a.BTest" time="0.1" tests="%s" errors="0" skipped="%s" failures="%s">
        %s
        </testsuite>
        """
            .formatted(tests, skipped, failures, cases));
  }

  private Shell.Result tally(String skips) throws Exception {
    Path list = folder.resolve("skips.txt");
    Files.writeString(list, skips);
    return Shell.run(
        Map.of(), Repository.ROOT.resolve("bin/.tally"), list.toString(), folder.toString());
  }
}
