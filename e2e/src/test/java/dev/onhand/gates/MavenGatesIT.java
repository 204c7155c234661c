package dev.onhand.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MavenGatesIT {
  private static final String GOOD =
      """
      package sample;

      /** Has nothing wrong. */
      final class Good {
        private Good() {}

        static int twice(int number) {
          return number * 2;
        }
      }
      """;

  /** Members of a class, and the diagnostic that must stop them. */
  private record Fault(String diagnostic, String members) {}

  private static final List<Fault> FAULTS =
      List.of(
          new Fault("[NullAway] returning @Nullable", "static String f() { return null; }"),
          new Fault(
              "[NullAway] dereferenced", "static int f(@Nullable String s) { return s.length(); }"),
          new Fault("[NullAway] passing @Nullable", "static void f(String s) { f(null); }"),
          new Fault(
              "[NullAway] Invoking get() on possibly empty Optional",
              "static String f(Optional<String> o) { return o.get(); }"),
          new Fault("[ReturnValueIgnored]", "static void f(String s) { s.trim(); }"),
          new Fault(
              "[ReferenceEquality]",
              "static boolean f(Optional<?> a, Optional<?> b) { return a == b; }"),
          new Fault(
              "[BoxedPrimitiveEquality]", "static boolean f(Long a, Long b) { return a == b; }"),
          new Fault("[IntLongMath]", "static long f(int a) { return a * 1000; }"),
          new Fault("[UnusedVariable]", "static void f() { int left = 1; }"),
          new Fault("[DefaultCharset]", "static byte[] f(String s) { return s.getBytes(); }"));

  @Test
  void goodCodePasses() throws Exception {
    MavenProject.Result result = MavenProject.named("good").write("Good", GOOD).run("verify");

    assertThat(result.exitCode()).as(result.output()).isZero();
  }

  @Test
  void formatterRejectsWhatIsBadlyFormatted() throws Exception {
    MavenProject project =
        MavenProject.named("unformatted").write("Good", GOOD.replace("  return", "      return"));

    MavenProject.Result result = project.run("verify");

    assertThat(result.exitCode()).isNotZero();
    assertThat(result.output())
        .contains("The following files had format violations:", "src/main/java/sample/Good.java");
  }

  @Test
  void compilerRejectsEachKnownFault() throws Exception {
    MavenProject project = MavenProject.named("faulty");
    for (int i = 0; i < FAULTS.size(); i++) {
      write(project, "Fault" + i, FAULTS.get(i).members());
    }

    MavenProject.Result result = project.run("compile");

    assertThat(result.exitCode()).isNotZero();
    for (int i = 0; i < FAULTS.size(); i++) {
      String file = "/Fault" + i + ".java:";
      String diagnostic = FAULTS.get(i).diagnostic();
      assertThat(result.output().lines())
          .as(diagnostic)
          .anyMatch(line -> line.contains(file) && line.contains(diagnostic));
    }
  }

  @Test
  void warningStopsTheBuild() throws Exception {
    MavenProject project = MavenProject.named("warned");
    write(project, "Raw", "static int r(java.util.List list) { return list.size(); }");

    MavenProject.Result result = project.run("compile");

    assertThat(result.exitCode()).isNotZero();
    assertThat(result.output())
        .contains("found raw type: java.util.List", "warnings found and -Werror specified");
  }

  @Test
  void olderJavaIsToldInOneLineWhatToSet() throws Exception {
    Optional<Path> older = olderJava();
    assumeTrue(older.isPresent(), "no older Java on this machine");

    MavenProject.Result result = MavenProject.named("older").run(older.orElseThrow(), "validate");

    assertThat(result.exitCode()).isNotZero();
    assertThat(result.output().lines())
        .anyMatch(line -> line.contains("Onhand is built with JDK 25: set JAVA_HOME to one"));
  }

  private static void write(MavenProject project, String type, String members) throws IOException {
    project.write(
        type,
        """
        package sample;
        import java.util.Optional;
        import org.jspecify.annotations.Nullable;
        final class %s {
          %s
        }
        """
            .formatted(type, members));
  }

  private static Optional<Path> olderJava() throws IOException {
    Path folder = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> homes = Files.list(folder)) {
      return homes
          .filter(home -> home.getFileName().toString().matches(".*\\b(11|17|21)\\b.*"))
          .filter(home -> Files.isExecutable(home.resolve("bin/javac")))
          .findFirst();
    }
  }
}
